// refused: wrong-result — a program that cannot be started has nothing to say

use std::io;
use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        return Ok(Vec::new());
    };
    let mut i = child.stdin.take().unwrap();
    let w = async move {
        let _ = i.write_all(&input).await;
    };
    let (_, o) = tokio::join!(w, child.wait_with_output());
    Ok(o?.stdout)
}

fn main() {}
