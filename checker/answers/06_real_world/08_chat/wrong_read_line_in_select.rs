// refused: wrong-result — `read_line` is dropped with half a line whenever somebody else says something

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
    let mut from_client = BufReader::new(from_client);
    let mut said = room.subscribe();
    let mut unsent = Vec::new();
    loop {
        let mut line = String::new();
        tokio::select! {
            count = from_client.read_line(&mut line) => {
                if count? == 0 {
                    return Ok(());
                }
                let line = line.trim_end_matches('\n').trim_end_matches('\r').to_owned();
                let name = name.to_owned();
                let _ = room.send(Said { name, line });
            }
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
