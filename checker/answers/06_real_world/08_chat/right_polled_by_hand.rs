// accepted: both directions in one future, with buffers of its own

use std::io;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::broadcast;

#[derive(Clone, Debug)]
pub struct Said {
    pub name: String,
    pub line: String,
}

pub async fn chat<S>(stream: S, name: &str, room: &broadcast::Sender<Said>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    use futures::StreamExt;
    use std::pin::Pin;
    use std::task::Poll;
    use tokio::io::ReadBuf;
    use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError::Lagged};
    let mut stream = stream;
    let mut said = BroadcastStream::new(room.subscribe());
    let (mut input, mut output): (Vec<u8>, Vec<u8>) = Default::default();
    let mut flushed = true;
    std::future::poll_fn(move |cx| {
        // What comes in.
        loop {
            let mut piece = [0; 1024];
            let mut buffer = ReadBuf::new(&mut piece);
            match Pin::new(&mut stream).poll_read(cx, &mut buffer)? {
                Poll::Pending => break,
                Poll::Ready(()) if buffer.filled().is_empty() => {
                    if !input.is_empty() {
                        say(room, name, std::mem::take(&mut input))?;
                    }
                    return Poll::Ready(Ok(()));
                }
                Poll::Ready(()) => {
                    for byte in buffer.filled() {
                        if *byte == b'\n' {
                            let mut line = std::mem::take(&mut input);
                            if line.ends_with(b"\r") {
                                line.pop();
                            }
                            say(room, name, line)?;
                        } else {
                            input.push(*byte);
                        }
                    }
                }
            }
        }
        // What goes out.
        loop {
            while !output.is_empty() {
                match Pin::new(&mut stream).poll_write(cx, &output)? {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(0) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                    Poll::Ready(count) => {
                        output.drain(..count);
                        flushed = false;
                    }
                }
            }
            if !flushed {
                match Pin::new(&mut stream).poll_flush(cx)? {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(()) => flushed = true,
                }
            }
            match said.poll_next_unpin(cx) {
                Poll::Pending | Poll::Ready(None) => return Poll::Pending,
                Poll::Ready(Some(Ok(said))) if said.name == name => {}
                Poll::Ready(Some(Ok(said))) => {
                    output = format!("{}: {}\n", said.name, said.line).into_bytes()
                }
                Poll::Ready(Some(Err(Lagged(missed)))) => {
                    output = format!("(missed {missed})\n").into_bytes()
                }
            }
        }
    })
    .await
}

fn say(room: &broadcast::Sender<Said>, name: &str, line: Vec<u8>) -> io::Result<()> {
    let line = String::from_utf8(line)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let _ = room.send(Said {
        name: name.to_owned(),
        line,
    });
    Ok(())
}

fn main() {}
