// refused: leaks — a status that is made up, and a program that nobody waits for

use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, sleep};

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(command: Command, limit: Duration) -> io::Result<Ended> {
    let begun = Instant::now();
    let mut command = command.into_std();
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.process_group(0).spawn()?;
    let mut group = Group(Some(child.id()));
    let out = read(child.stdout.take().unwrap());
    let err = read(child.stderr.take().unwrap());
    while begun.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            group.0 = None;
            return Ok(Ended::InTime(Output {
                status,
                stdout: out.await??,
                stderr: err.await??,
            }));
        }
        sleep(Duration::from_millis(2)).await;
    }
    drop(group);
    Ok(Ended::Killed(ExitStatus::from_raw(9)))
}

fn read(mut pipe: impl Read + Send + 'static) -> JoinHandle<io::Result<Vec<u8>>> {
    spawn_blocking(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).map(|_| bytes)
    })
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
