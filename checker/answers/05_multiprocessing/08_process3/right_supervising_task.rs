// accepted: a task owns the program, and sees that nobody waits for it any more

use std::io;
use std::pin::pin;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::select;
use tokio::sync::oneshot;
use tokio::time::sleep;

#[derive(Debug)]
pub enum Ended {
    InTime(Output),
    Killed(ExitStatus),
}

pub async fn run_limited(mut command: Command, limit: Duration) -> io::Result<Ended> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.process_group(0).spawn()?;
    let (mut tell, told) = oneshot::channel();
    tokio::spawn(async move {
        let leader = child.id().unwrap();
        let mut output = pin!(child.wait_with_output());
        let ended = select! {
            output = &mut output => output.map(Ended::InTime),
            () = async { select! { () = sleep(limit) => {}, () = tell.closed() => {} } } => {
                let _ = lab::kill_group(leader);
                output.await.map(|output| Ended::Killed(output.status))
            }
        };
        let _ = tell.send(ended);
    });
    told.await.unwrap()
}

fn main() {}
