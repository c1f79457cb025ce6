// accepted: a task of its own reads

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdout = child.stdout.take().unwrap();
    let reader = tokio::spawn(async move {
        let mut output = Vec::new();
        stdout.read_to_end(&mut output).await.map(|_| output)
    });
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(&input).await;
    drop(stdin);
    let output = reader.await.unwrap()?;
    child.wait().await?;
    Ok(output)
}

fn main() {}
