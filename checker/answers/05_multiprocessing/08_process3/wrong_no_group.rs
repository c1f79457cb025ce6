// refused: late — it leads no group, so nobody is killed, and the wait is for ever

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
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn()?;
    let mut group = Group(child.id());
    let mut output = pin!(child.wait_with_output());
    if let Ok(output) = timeout(limit, &mut output).await {
        group.0 = None;
        return Ok(Ended::InTime(output?));
    }
    drop(group);
    Ok(Ended::Killed(output.await?.status))
}

struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            let _ = lab::kill_group(leader);
        }
    }
}

fn main() {}
