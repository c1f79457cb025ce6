// accepted: each branch is cancel safe: what is to be written is kept outside of them

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
    let mut lines = BufReader::new(from_client).lines();
    let mut unsent = Vec::new();
    loop {
        tokio::select! {
            line = lines.next_line() => match line? {
                None => return Ok(()),
                Some(line) => {
                    let name = name.to_owned();
                    let _ = room.send(Said { name, line });
                }
            },
            said = said.recv(), if unsent.is_empty() => match said {
                Ok(said) if said.name == name => {}
                Ok(said) => unsent = format!("{}: {}\n", said.name, said.line).into_bytes(),
                Err(RecvError::Lagged(count)) => unsent = format!("(missed {count})\n").into_bytes(),
                Err(RecvError::Closed) => return Ok(()),
            },
            count = to_client.write(&unsent), if !unsent.is_empty() => {
                unsent.drain(..count?);
            }
        }
    }
}

fn main() {}
