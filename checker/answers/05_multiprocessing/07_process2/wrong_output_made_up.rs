// refused: wrong-result — the program runs, and what comes back is what was sent

use std::io;
use std::process::Stdio;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.spawn()?.wait().await?;
    Ok(input)
}

fn main() {}
