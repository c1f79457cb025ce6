// refused: blocks-runtime — writes everything before it reads anything, and blocks

use std::io::{self, Write};
use std::process::Stdio;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.as_std_mut().spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(&input);
    drop(stdin);
    Ok(child.wait_with_output()?.stdout)
}

fn main() {}
