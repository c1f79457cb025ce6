// refused: hangs — a pipe that nobody reads is full, and the program cannot end

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
    let mut child = command.process_group(0).spawn()?;
    let mut group = Group(child.id());
    if timeout(limit, child.wait()).await.is_ok() {
        group.0 = None;
        return Ok(Ended::InTime(child.wait_with_output().await?));
    }
    drop(group);
    Ok(Ended::Killed(child.wait().await?))
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
