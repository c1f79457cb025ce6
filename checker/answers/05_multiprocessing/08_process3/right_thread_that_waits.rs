// accepted: the standard library's child, and a thread that waits for it

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(command: Command, limit: Duration) -> io::Result<Ended> {
    let mut command = command.into_std();
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.process_group(0).spawn()?;
    let mut group = Group(Some(child.id()));
    let mut waiting = spawn_blocking(|| child.wait_with_output());
    if let Ok(output) = timeout(limit, &mut waiting).await {
        group.0 = None;
        return Ok(Ended::InTime(output??));
    }
    drop(group);
    Ok(Ended::Killed(waiting.await??.status))
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
