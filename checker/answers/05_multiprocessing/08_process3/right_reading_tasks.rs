// accepted: tasks read the pipes, and `try_wait` asks now and then

use std::io;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(mut command: Command, limit: Duration) -> io::Result<Ended> {
    let begun = Instant::now();
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.process_group(0).spawn()?;
    let mut group = Group(child.id());
    let out = read(child.stdout.take().unwrap());
    let err = read(child.stderr.take().unwrap());
    while begun.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            let both = async { (out.await, err.await) };
            // A process that it has started may have them open.
            let Ok((out, err)) = timeout(limit.saturating_sub(begun.elapsed()), both).await else {
                return Ok(Ended::Killed(status));
            };
            group.0 = None;
            return Ok(Ended::InTime(Output {
                status,
                stdout: out?,
                stderr: err?,
            }));
        }
        sleep(Duration::from_millis(2)).await;
    }
    drop(group);
    Ok(Ended::Killed(child.wait().await?))
}

fn read(mut pipe: impl AsyncRead + Unpin + Send + 'static) -> JoinHandle<Vec<u8>> {
    tokio::spawn(async move {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes).await;
        bytes
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
