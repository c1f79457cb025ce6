// accepted: `read_line` may lose when it is dropped, so it is kept over all turns of the loop

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

#[derive(Clone, Debug)]
pub struct Said {
    pub name: String,
    pub line: String,
}

async fn read_line<R: AsyncRead + Unpin>(
    mut from: BufReader<R>,
) -> (io::Result<Option<String>>, BufReader<R>) {
    let mut line = String::new();
    let read = from.read_line(&mut line).await;
    let line = read.map(|count| {
        let line = line.strip_suffix('\n').map_or(line.as_str(), |line| {
            line.strip_suffix('\r').unwrap_or(line)
        });
        (count > 0).then(|| line.to_owned())
    });
    (line, from)
}

pub async fn chat<S>(stream: S, name: &str, room: &broadcast::Sender<Said>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (from_client, mut to_client) = tokio::io::split(stream);
    let mut said = room.subscribe();
    let speak = async {
        loop {
            let line = match said.recv().await {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(RecvError::Lagged(count)) => format!("(missed {count})\n"),
                Err(RecvError::Closed) => return Ok::<(), io::Error>(()),
            };
            to_client.write_all(line.as_bytes()).await?;
        }
    };
    let mut speak = std::pin::pin!(speak);
    let mut next = Box::pin(read_line(BufReader::new(from_client)));
    loop {
        tokio::select! {
            broken = &mut speak => return broken,
            (line, from) = &mut next => {
                next = Box::pin(read_line(from));
                match line? {
                    None => return Ok(()),
                    Some(line) => {
                        let name = name.to_owned();
                        let _ = room.send(Said { name, line });
                    }
                }
            }
        }
    }
}

fn main() {}
