// accepted: blocking calls, on threads that are made for that

use std::io::{self, Write};
use std::process::Stdio;
use tokio::process::Command;
use tokio::task::spawn_blocking;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.as_std_mut().spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    spawn_blocking(move || stdin.write_all(&input));
    let ended = spawn_blocking(move || child.wait_with_output());
    Ok(ended.await.unwrap()?.stdout)
}

fn main() {}
