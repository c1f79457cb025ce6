// refused: wrong-result — started again after each crash, however many there are

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
    loop {
        match run(&mut command)? {
            Ended::Crashed { .. } => {}
            ended => return Ok(ended),
        }
    }
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
