// accepted: the room as a stream, whose errors say how much was missed

use futures::StreamExt;
use std::io;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError::Lagged;

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
    let mut others = BroadcastStream::new(room.subscribe());
    let listen = async {
        let mut lines = BufReader::new(from_client).lines();
        while let Some(line) = lines.next_line().await? {
            let name = name.to_owned();
            let _ = room.send(Said { name, line });
        }
        Ok(())
    };
    let speak = async {
        while let Some(said) = others.next().await {
            let line = match said {
                Ok(said) if said.name == name => continue,
                Ok(said) => format!("{}: {}\n", said.name, said.line),
                Err(Lagged(count)) => format!("(missed {count})\n"),
            };
            to_client.write_all(line.as_bytes()).await?;
        }
        Ok(())
    };
    tokio::select! {
        left = listen => left,
        broken = speak => broken,
    }
}

fn main() {}
