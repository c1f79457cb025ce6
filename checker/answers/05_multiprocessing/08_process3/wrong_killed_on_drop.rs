// refused: leaks — `kill_on_drop` kills the program, and not what it has started

use std::io;
use std::process::{ExitStatus, Output};
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(mut command: Command, limit: Duration) -> io::Result<Ended> {
    command.kill_on_drop(true);
    match timeout(limit, command.output()).await {
        Ok(output) => Ok(Ended::InTime(output?)),
        Err(_) => Ok(Ended::Killed(ExitStatus::default())),
    }
}

fn main() {}
