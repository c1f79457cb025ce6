// refused: leaks — the program belongs to a task, which goes on when its handle is dropped

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
    command
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let child = command.spawn()?;
    let task = tokio::spawn(child.wait_with_output());
    match timeout(limit, task).await {
        Ok(output) => Ok(Ended::InTime(output??)),
        Err(_) => Ok(Ended::Killed(ExitStatus::default())),
    }
}

fn main() {}
