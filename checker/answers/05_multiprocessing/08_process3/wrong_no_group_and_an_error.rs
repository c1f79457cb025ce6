// refused: wrong-result — it leads no group, and the error says so

use std::io;
use std::pin::pin;
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
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let child = command.spawn()?;
    let leader = child.id().unwrap();
    let mut output = pin!(child.wait_with_output());
    if let Ok(output) = timeout(limit, &mut output).await {
        return Ok(Ended::InTime(output?));
    }
    lab::kill_group(leader)?;
    Ok(Ended::Killed(output.await?.status))
}

fn main() {}
