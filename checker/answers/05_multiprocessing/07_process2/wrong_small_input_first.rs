// refused: hangs — an input of a hundred kilobytes counts as one that a pipe takes at once

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::join;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let small = input.len() < 100_000;
    let send = async move {
        // Whoever has had enough reads no more.
        let _ = stdin.write_all(&input).await;
    };
    let mut output = Vec::new();
    if small {
        send.await;
        stdout.read_to_end(&mut output).await?;
    } else {
        join!(send, stdout.read_to_end(&mut output)).1?;
    }
    child.wait().await?;
    Ok(output)
}

fn main() {}
