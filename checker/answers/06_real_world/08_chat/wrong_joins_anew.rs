// refused: wrong-result — who comes too late joins anew, and loses what the channel still has

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
    let (from_client, mut to_client) = tokio::io::split(stream);
    let mut said = room.subscribe();
    let listen = async {
        let mut lines = BufReader::new(from_client).lines();
        while let Some(line) = lines.next_line().await? {
            let name = name.to_owned();
            let _ = room.send(Said { name, line });
        }
        Ok(())
    };
    let speak = async {
        loop {
            let line = match said.recv().await {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(RecvError::Lagged(count)) => {
                    said = said.resubscribe();
                    format!("(missed {count})\n")
                }
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
