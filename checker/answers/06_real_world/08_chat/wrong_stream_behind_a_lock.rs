// refused: wrong-result — who waits for a line holds the stream, and nothing can be written

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, broadcast};

#[derive(Clone, Debug)]
pub struct Said {
    pub name: String,
    pub line: String,
}

pub async fn chat<S>(stream: S, name: &str, room: &broadcast::Sender<Said>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let stream = Mutex::new(stream);
    let mut said = room.subscribe();
    let listen = async {
        let mut kept = Vec::new();
        loop {
            let mut byte = [0];
            if stream.lock().await.read(&mut byte).await? == 0 {
                return Ok(());
            }
            if byte != *b"\n" {
                kept.extend(byte);
                continue;
            }
            let text = String::from_utf8(std::mem::take(&mut kept));
            let line = text.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            let name = name.to_owned();
            let _ = room.send(Said { name, line });
        }
    };
    let speak = async {
        loop {
            let line = match said.recv().await {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(RecvError::Lagged(count)) => format!("(missed {count})\n"),
                Err(RecvError::Closed) => return Ok(()),
            };
            stream.lock().await.write_all(line.as_bytes()).await?;
        }
    };
    tokio::select! {
        left = listen => left,
        broken = speak => broken,
    }
}

fn main() {}
