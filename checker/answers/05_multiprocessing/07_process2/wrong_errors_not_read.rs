// refused: hangs — the standard error is a pipe that nobody reads

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

fn fine(e: io::Error) -> io::Result<()> {
    if e.kind() == io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(e)
    }
}

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut i = child.stdin.take().unwrap();
    let mut o = child.stdout.take().unwrap();
    let mut out = Vec::new();
    let w = async move { i.write_all(&input).await.or_else(fine) };
    let (w, r) = tokio::join!(w, o.read_to_end(&mut out));
    w?;
    r?;
    child.wait().await?;
    Ok(out)
}

fn main() {}
