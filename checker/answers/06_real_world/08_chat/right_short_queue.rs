// accepted: a short queue lies between the room and the client

use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};

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
    let (sender, mut queue) = mpsc::channel::<String>(8);
    let gather = async {
        loop {
            let line = match said.recv().await {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(RecvError::Lagged(count)) => format!("(missed {count})\n"),
                Err(RecvError::Closed) => return,
            };
            let _ = sender.send(line).await;
        }
    };
    let speak = async {
        while let Some(line) = queue.recv().await {
            to_client.write_all(line.as_bytes()).await?;
        }
        Ok(())
    };
    tokio::select! {
        left = listen => left,
        broken = speak => broken,
        () = gather => Ok(()),
    }
}

fn main() {}
