// refused: not-concurrent — the thread of the runtime waits, and nobody else can go on

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tokio::process::Command;

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
    let (tell, told) = mpsc::channel();
    thread::spawn(move || tell.send(child.wait_with_output()));
    if let Ok(output) = told.recv_timeout(limit) {
        group.0 = None;
        return Ok(Ended::InTime(output?));
    }
    drop(group);
    Ok(Ended::Killed(told.recv().unwrap()?.status))
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
