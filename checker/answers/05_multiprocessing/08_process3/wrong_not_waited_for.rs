// refused: wrong-result — the group is killed; nobody asks how the program ended

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
    let mut group = Group(child.id());
    match timeout(limit, child.wait_with_output()).await {
        Ok(output) => {
            group.0 = None;
            Ok(Ended::InTime(output?))
        }
        Err(_) => Ok(Ended::Killed(ExitStatus::default())),
    }
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
