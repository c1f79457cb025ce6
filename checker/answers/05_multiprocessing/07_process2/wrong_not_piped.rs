// refused: wrong-result — the program writes where we write

use std::io;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let send = async move {
        let _ = stdin.write_all(&input).await;
    };
    let ((), output) = tokio::join!(send, child.wait_with_output());
    Ok(output?.stdout)
}

fn main() {}
