// refused: wrong-result — every crash is told as an abort

use std::io;
use std::process::Command;

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well(String),
    Failed(i32),
    Crashed { signal: i32 },
}

const SIGABRT: i32 = 6;

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    match run(&mut command)? {
        Ended::Crashed { .. } => run(&mut command),
        ended => Ok(ended),
    }
}

fn run(command: &mut Command) -> io::Result<Ended> {
    let output = command.output()?;
    Ok(match output.status.code() {
        Some(0) => Ended::Well(String::from_utf8_lossy(&output.stdout).into_owned()),
        Some(code) => Ended::Failed(code),
        None => Ended::Crashed { signal: SIGABRT },
    })
}

fn main() {}
