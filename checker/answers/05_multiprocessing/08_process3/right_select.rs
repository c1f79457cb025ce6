// accepted: `select!` decides between the end and the limit

use std::io;
use std::pin::pin;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::select;
use tokio::time::sleep;

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
    let mut group = Group(child.id());
    let mut output = pin!(child.wait_with_output());
    select! {
        output = &mut output => {
            group.0 = None;
            Ok(Ended::InTime(output?))
        }
        () = sleep(limit) => {
            drop(group);
            Ok(Ended::Killed(output.await?.status))
        }
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
