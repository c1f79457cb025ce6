// refused: hangs — for each piece that it sends it waits for one of the same length

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
    for piece in input.chunks(4_096) {
        stdin.write_all(piece).await?;
        let mut answer = vec![0; piece.len()];
        stdout.read_exact(&mut answer).await?;
        output.extend(answer);
    }
    drop(stdin);
    child.wait().await?;
    Ok(output)
}

fn main() {}
