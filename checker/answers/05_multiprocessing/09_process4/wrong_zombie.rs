// refused: leaks — the first worker is dropped without being waited for

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
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut first = command.spawn()?;
    let mut said = String::new();
    first.stdout.take().unwrap().read_to_string(&mut said)?;
    if !said.is_empty() {
        return Ok(Ended::Well(said));
    }
    run(&mut command)
}

fn run(command: &mut Command) -> io::Result<Ended> {
    let output = command.output()?;
    Ok(match output.status.code() {
        Some(0) => Ended::Well(String::from_utf8_lossy(&output.stdout).into_owned()),
        Some(code) => Ended::Failed(code),
        None => Ended::Crashed {
            signal: output.status.signal().unwrap_or_default(),
        },
    })
}

fn main() {}
