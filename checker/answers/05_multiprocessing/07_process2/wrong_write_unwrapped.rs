// refused: panicked — a task that does not expect the program to end early

use std::io;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    tokio::spawn(async move { stdin.write_all(&input).await.unwrap() });
    Ok(child.wait_with_output().await?.stdout)
}

fn main() {}
