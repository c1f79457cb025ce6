// refused: not-concurrent — a thread writes, but this one blocks until the program has ended

use std::io::{self, Write};
use std::process::Stdio;
use std::thread;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.as_std_mut().spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    thread::spawn(move || stdin.write_all(&input));
    Ok(child.wait_with_output()?.stdout)
}

fn main() {}
