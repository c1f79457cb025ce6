// refused: wrong-result — who is called ada is taken for Ada

use std::io;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::broadcast;

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
    let hear = async {
        use tokio::io::{AsyncBufReadExt, BufReader};
        let mut lines = BufReader::new(from_client).lines();
        while let Some(line) = lines.next_line().await? {
            let _ = room.send(Said {
                name: name.to_owned(),
                line,
            });
        }
        Ok(())
    };
    let tell = async {
        loop {
            let text = match said.recv().await {
                Ok(said) if said.name.eq_ignore_ascii_case(name) => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(broadcast::error::RecvError::Lagged(missed)) => format!("(missed {missed})\n"),
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            };
            to_client.write_all(text.as_bytes()).await?;
        }
    };
    tokio::select! {
        left = hear => left,
        failed = tell => failed,
    }
}

fn main() {}
