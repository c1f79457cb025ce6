// refused: blocks-runtime — the thread sleeps when the output is there, to be sure that it was all

use std::io;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::join;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let send = async move { drop(stdin.write_all(&input).await) };
    let ((), output) = join!(send, child.wait_with_output());
    thread::sleep(Duration::from_millis(100));
    Ok(output?.stdout)
}

fn main() {}
