// refused: late — only what is read has a limit

use lab::kill_group;
use std::io;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};

/// How the run of a program ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself: what it wrote, and its exit status, whatever that is.
    InTime(Output),
    /// It was killed at the limit, and this is the exit status that it had then.
    Killed(ExitStatus),
}
struct Group(Option<u32>);
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(id) = self.0.take() {
            let _ = kill_group(id);
        }
    }
}
fn start(mut c: Command) -> io::Result<(Child, Group)> {
    let child = c
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let g = Group(child.id());
    Ok((child, g))
}

pub async fn run_limited(command: Command, limit: Duration) -> io::Result<Ended> {
    let (mut child, mut g) = start(command)?;
    let (mut o, mut e) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let (mut ov, mut ev) = (Vec::new(), Vec::new());
    let all = async { tokio::try_join!(o.read_to_end(&mut ov), e.read_to_end(&mut ev)) };
    match tokio::time::timeout(limit, all).await {
        Ok(r) => {
            r?;
            let s = child.wait().await?;
            g.0 = None;
            Ok(Ended::InTime(Output {
                status: s,
                stdout: ov,
                stderr: ev,
            }))
        }
        Err(_) => {
            drop(g);
            Ok(Ended::Killed(child.wait().await?))
        }
    }
}

fn main() {}
