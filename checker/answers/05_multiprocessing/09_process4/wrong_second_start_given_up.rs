// refused: wrong-result — that the second one could not be started is said to nobody

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well(String),
    Failed(i32),
    Crashed { signal: i32 },
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    let first = run(&mut command)?;
    match first {
        Ended::Crashed { .. } => Ok(run(&mut command).unwrap_or(first)),
        Ended::Well(_) | Ended::Failed(_) => Ok(first),
    }
}

fn run(command: &mut Command) -> io::Result<Ended> {
    let output = command.output()?;
    Ok(match (output.status.code(), output.status.signal()) {
        (Some(0), _) => Ended::Well(String::from_utf8_lossy(&output.stdout).into_owned()),
        (Some(code), _) => Ended::Failed(code),
        (None, signal) => Ended::Crashed {
            signal: signal.unwrap_or_default(),
        },
    })
}

fn main() {}
