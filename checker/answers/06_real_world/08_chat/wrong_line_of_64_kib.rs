// refused: wrong-result — a line of more than 64 KiB is an error

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
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
    let (from_client, mut to_client) = tokio::io::split(stream);
    let mut said = room.subscribe();
    let hear = async {
        use tokio::io::{AsyncBufReadExt, BufReader};
        let mut from_client = BufReader::new(from_client);
        loop {
            let mut line = Vec::new();
            let mut part = (&mut from_client).take(64 * 1024);
            if part.read_until(b'\n', &mut line).await? == 0 {
                return Ok(());
            }
            if line.len() == 64 * 1024 && !line.ends_with(b"\n") {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "a line is too long",
                ));
            }
            if line.pop_if(|byte| *byte == b'\n').is_some() {
                line.pop_if(|byte| *byte == b'\r');
            }
            say(room, name, line)?;
        }
    };
    let tell = tell(&mut said, &mut to_client, name);
    tokio::select! {
        left = hear => left,
        failed = tell => failed,
    }
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

async fn tell<W: AsyncWrite + Unpin>(
    said: &mut broadcast::Receiver<Said>,
    to_client: &mut W,
    name: &str,
) -> io::Result<()> {
    loop {
        let text = match said.recv().await {
            Ok(said) if said.name == name => continue,
            Ok(said) => format!("{}: {}\n", said.name, said.line),
            Err(broadcast::error::RecvError::Lagged(missed)) => format!("(missed {missed})\n"),
            Err(broadcast::error::RecvError::Closed) => return Ok(()),
        };
        to_client.write_all(text.as_bytes()).await?;
        to_client.flush().await?;
    }
}

fn main() {}
