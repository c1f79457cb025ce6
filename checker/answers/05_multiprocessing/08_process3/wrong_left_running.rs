// refused: leaks — nobody waits any more, and the program runs on

use std::io;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(mut command: Command, limit: Duration) -> io::Result<Ended> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.process_group(0).spawn()?;
    match timeout(limit, child.wait_with_output()).await {
        Ok(output) => Ok(Ended::InTime(output?)),
        Err(_) => Ok(Ended::Killed(ExitStatus::default())),
    }
}

fn main() {}
