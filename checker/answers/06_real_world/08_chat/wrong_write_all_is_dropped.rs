// refused: wrong-result — `write_all` is dropped half-way when the client says something, and begins again

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
    let mut unsent: Option<String> = None;
    loop {
        let text = unsent.clone().unwrap_or_default();
        tokio::select! {
            line = lines.next_line() => match line? {
                None => return Ok(()),
                Some(line) => {
                    let name = name.to_owned();
                    let _ = room.send(Said { name, line });
                }
            },
            said = said.recv(), if unsent.is_none() => match said {
                Ok(said) if said.name == name => {}
                Ok(said) => unsent = Some(format!("{}: {}\n", said.name, said.line)),
                Err(RecvError::Lagged(count)) => unsent = Some(format!("(missed {count})\n")),
                Err(RecvError::Closed) => return Ok(()),
            },
            written = to_client.write_all(text.as_bytes()), if unsent.is_some() => {
                written?;
                unsent = None;
            }
        }
    }
}

fn main() {}
