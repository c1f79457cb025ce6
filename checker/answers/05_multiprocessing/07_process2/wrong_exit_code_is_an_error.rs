// refused: wrong-result — a program that exits with a code has written something all the same

use std::io;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::join;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let send = async move {
        // Whoever has had enough reads no more.
        let _ = stdin.write_all(&input).await;
    };
    let ((), output) = join!(send, child.wait_with_output());
    let output = output?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(io::Error::other(output.status.to_string())),
    }
}

fn main() {}
