// refused: wrong-result — what is left in a buffer is lost with it

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncWriteExt, BufWriter};
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = BufWriter::new(child.stdin.take().unwrap());
    let send = async move {
        for piece in input.chunks(1_000) {
            let _ = stdin.write_all(piece).await;
        }
    };
    let ((), output) = tokio::join!(send, child.wait_with_output());
    Ok(output?.stdout)
}

fn main() {}
