// refused: wrong-result — what there is of a line when reading fails goes to the room

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
        let mut from_client = BufReader::new(from_client);
        loop {
            let mut line = Vec::new();
            let read = from_client.read_until(b'\n', &mut line).await;
            if read.is_err() && !line.is_empty() {
                say(room, name, line)?;
                return read.map(|_| ());
            }
            if read? == 0 {
                return Ok(());
            }
            if line.pop_if(|byte| *byte == b'\n').is_some() {
                line.pop_if(|byte| *byte == b'\r');
            }
            say(room, name, line)?;
        }
    };
    let tell = tell(&mut said, &mut to_client, name);
    tokio::select! {
        left = hear => left,
        failed = tell => failed,
    }
}

fn say(room: &broadcast::Sender<Said>, name: &str, line: Vec<u8>) -> io::Result<()> {
    let line = String::from_utf8(line)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let _ = room.send(Said {
        name: name.to_owned(),
        line,
    });
    Ok(())
}

async fn tell<W: AsyncWrite + Unpin>(
    said: &mut broadcast::Receiver<Said>,
    to_client: &mut W,
    name: &str,
) -> io::Result<()> {
    loop {
        let text = match said.recv().await {
            Ok(said) if said.name == name => continue,
            Ok(said) => format!("{}: {}\n", said.name, said.line),
            Err(broadcast::error::RecvError::Lagged(missed)) => format!("(missed {missed})\n"),
            Err(broadcast::error::RecvError::Closed) => return Ok(()),
        };
        to_client.write_all(text.as_bytes()).await?;
        to_client.flush().await?;
    }
}

fn main() {}
