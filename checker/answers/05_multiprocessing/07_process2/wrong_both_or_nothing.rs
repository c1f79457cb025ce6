// refused: wrong-result — that nobody reads any more counts as an error of the whole

use std::io;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let send = async move { stdin.write_all(&input).await };
    let ((), output) = tokio::try_join!(send, child.wait_with_output())?;
    Ok(output.stdout)
}

fn main() {}
