// refused: wrong-result — a crash is told as a failure, with a code that is made up

use std::io;
use std::process::Command;

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well(String),
    Failed(i32),
    Crashed { signal: i32 },
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    let output = command.output()?;
    match output.status.code().unwrap_or(-1) {
        0 => Ok(Ended::Well(
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )),
        code => Ok(Ended::Failed(code)),
    }
}

fn main() {}
