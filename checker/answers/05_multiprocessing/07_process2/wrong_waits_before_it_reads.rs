// refused: hangs — waits for the end of a program that waits for a reader

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let writer = tokio::spawn(async move {
        let _ = stdin.write_all(&input).await;
    });
    child.wait().await?;
    writer.await.unwrap();
    let mut output = Vec::new();
    child.stdout.unwrap().read_to_end(&mut output).await?;
    Ok(output)
}

fn main() {}
