// refused: wrong-result — one read is taken for everything

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    tokio::spawn(async move {
        let _ = stdin.write_all(&input).await;
    });
    let mut output = vec![0; 1 << 20];
    let length = child.stdout.take().unwrap().read(&mut output).await?;
    output.truncate(length);
    child.wait().await?;
    Ok(output)
}

fn main() {}
