// refused: leaks — a client has a queue of 32 lines beside that of the room

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
    let (queue, mut queued) = tokio::sync::mpsc::channel::<String>(32);
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
    let collect = async {
        loop {
            let text = match said.recv().await {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(broadcast::error::RecvError::Lagged(missed)) => format!("(missed {missed})\n"),
                Err(broadcast::error::RecvError::Closed) => return,
            };
            let _ = queue.send(text).await;
        }
    };
    let tell = async {
        while let Some(text) = queued.recv().await {
            to_client.write_all(text.as_bytes()).await?;
        }
        Ok(())
    };
    tokio::select! {
        left = hear => left,
        failed = tell => failed,
        () = collect => Ok(()),
    }
}

fn main() {}
