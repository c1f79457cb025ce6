// refused: wrong-result — a new buffer in each turn: what the last one had read ahead is lost

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
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
        loop {
            let mut line = String::new();
            if BufReader::new(&mut from_client)
                .read_line(&mut line)
                .await?
                == 0
            {
                return Ok(());
            }
            let line = line.strip_suffix('\n').map_or(line.as_str(), |line| {
                line.strip_suffix('\r').unwrap_or(line)
            });
            let (name, line) = (name.to_owned(), line.to_owned());
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
            to_client.write_all(line.as_bytes()).await?;
        }
    };
    tokio::select! {
        left = listen => left,
        broken = speak => broken,
    }
}

fn main() {}
