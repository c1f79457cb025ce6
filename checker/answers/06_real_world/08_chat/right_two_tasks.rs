// accepted: a task for each direction; the first that ends ends both, and so does who drops them

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

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
    let (own_name, own_room) = (name.to_owned(), room.clone());
    let mut halves = JoinSet::new();
    halves.spawn(async move {
        let mut lines = BufReader::new(from_client).lines();
        while let Some(line) = lines.next_line().await? {
            let name = own_name.clone();
            let _ = own_room.send(Said { name, line });
        }
        Ok(())
    });
    let name = name.to_owned();
    halves.spawn(async move {
        loop {
            let line = match said.recv().await {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(RecvError::Lagged(count)) => format!("(missed {count})\n"),
                Err(RecvError::Closed) => return Ok(()),
            };
            to_client.write_all(line.as_bytes()).await?;
        }
    });
    let first = halves.join_next().await;
    halves.shutdown().await;
    match first {
        Some(Ok(result)) => result,
        _ => Ok(()),
    }
}

fn main() {}
