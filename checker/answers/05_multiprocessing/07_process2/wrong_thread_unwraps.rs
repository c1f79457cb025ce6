// refused: panicked — a thread that does not expect the program to end early

use std::io::{self, Write};
use std::process::Stdio;
use std::thread;
use tokio::process::Command;
use tokio::task::spawn_blocking;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.as_std_mut().spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    thread::spawn(move || stdin.write_all(&input).unwrap());
    let ended = spawn_blocking(move || child.wait_with_output());
    Ok(ended.await.unwrap()?.stdout)
}

fn main() {}
