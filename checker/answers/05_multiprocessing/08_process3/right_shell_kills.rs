// accepted: the shell sends the signal

use std::io;
use std::pin::pin;
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
    let mut output = pin!(child.wait_with_output());
    if let Ok(output) = timeout(limit, &mut output).await {
        group.0 = None;
        return output.map(Ended::InTime);
    }
    drop(group);
    output.await.map(|output| Ended::Killed(output.status))
}

struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            let mut kill = std::process::Command::new("sh");
            let _ = kill
                .args(["-c", &format!("kill -KILL -{leader}")])
                .stderr(Stdio::null())
                .status();
        }
    }
}

fn main() {}
