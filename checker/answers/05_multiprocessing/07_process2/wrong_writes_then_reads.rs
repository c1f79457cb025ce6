// refused: hangs — writes everything before it reads anything

use std::io;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(&input).await;
    drop(stdin);
    Ok(child.wait_with_output().await?.stdout)
}

fn main() {}
