// refused: late — it looks every few milliseconds whether something was said

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::TryRecvError;

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
            let line = match said.try_recv() {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(TryRecvError::Empty) => {
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                    continue;
                }
                Err(TryRecvError::Lagged(count)) => format!("(missed {count})\n"),
                Err(TryRecvError::Closed) => return Ok(()),
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
