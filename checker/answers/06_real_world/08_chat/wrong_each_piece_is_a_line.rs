// refused: wrong-result — whatever comes at once is taken for a line

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

#[derive(Clone, Debug)]
pub struct Said {
    pub name: String,
    pub line: String,
}

pub async fn chat<S>(stream: S, name: &str, room: &broadcast::Sender<Said>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut from_client, mut to_client) = tokio::io::split(stream);
    let mut said = room.subscribe();
    let listen = async {
        let mut piece = [0; 1024];
        loop {
            let count = from_client.read(&mut piece).await?;
            if count == 0 {
                return Ok(());
            }
            let text = std::str::from_utf8(&piece[..count]);
            let text = text.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            for line in text.lines() {
                let (name, line) = (name.to_owned(), line.to_owned());
                let _ = room.send(Said { name, line });
            }
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
            to_client.write_all(line.as_bytes()).await?;
        }
    };
    tokio::select! {
        left = listen => left,
        broken = speak => broken,
    }
}

fn main() {}
