// refused: wrong-result — a limit of nothing is an error, and nothing is started

use lab::kill_group;
use std::io;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
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
    if limit.is_zero() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    let (child, mut g) = start(command)?;
    let mut all = Box::pin(child.wait_with_output());
    match tokio::time::timeout(limit, &mut all).await {
        Ok(o) => {
            g.0 = None;
            Ok(Ended::InTime(o?))
        }
        Err(_) => {
            drop(g);
            Ok(Ended::Killed(all.await?.status))
        }
    }
}

fn main() {}
