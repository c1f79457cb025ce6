// refused: wrong-result — whatever ended the program, the signal is said to have done it

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use tokio::time::timeout;
use tokio::try_join;

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(mut command: Command, limit: Duration) -> io::Result<Ended> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.process_group(0).spawn()?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let mut group = Group(child.id());
    let all = async { try_join!(child.wait(), read(out), read(err)) };
    if let Ok(ended) = timeout(limit, all).await {
        group.0 = None;
        let (status, stdout, stderr) = ended?;
        return Ok(Ended::InTime(Output {
            status,
            stdout,
            stderr,
        }));
    }
    drop(group);
    child.wait().await?;
    Ok(Ended::Killed(ExitStatus::from_raw(9)))
}

async fn read(pipe: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
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
