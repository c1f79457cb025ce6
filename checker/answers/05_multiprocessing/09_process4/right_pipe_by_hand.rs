// accepted: the pipe is read to its end, then the worker is waited for

use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well(String),
    Failed(i32),
    Crashed { signal: i32 },
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let first = run(&mut command)?;
    if let Ended::Crashed { .. } = first {
        return run(&mut command);
    }
    Ok(first)
}

fn run(command: &mut Command) -> io::Result<Ended> {
    let mut child = command.spawn()?;
    let mut said = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_string(&mut said)?;
    }
    let status = child.wait()?;
    Ok(match (status.signal(), status.code()) {
        (Some(signal), _) => Ended::Crashed { signal },
        (None, Some(0)) => Ended::Well(said),
        (None, code) => Ended::Failed(code.unwrap_or(1)),
    })
}

fn main() {}
