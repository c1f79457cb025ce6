// refused: hangs — the pipe is still open while it reads to the end

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut output = Vec::new();
    let (_, received) = tokio::join!(
        async {
            stdin.write_all(&input).await?;
            stdin.flush().await
        },
        stdout.read_to_end(&mut output),
    );
    received?;
    Ok(output)
}

fn main() {}
