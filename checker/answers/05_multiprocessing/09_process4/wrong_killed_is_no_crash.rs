// refused: wrong-result — who was killed by somebody else gets no second chance

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well(String),
    Failed(i32),
    Crashed { signal: i32 },
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    let output = command.output()?;
    match output.status.signal() {
        None | Some(9 | 15) => Ok(told(output)),
        Some(_) => command.output().map(told),
    }
}

fn told(output: Output) -> Ended {
    let Some(code) = output.status.code() else {
        let signal = output.status.signal().unwrap_or_default();
        return Ended::Crashed { signal };
    };
    match code {
        0 => Ended::Well(String::from_utf8_lossy(&output.stdout).into_owned()),
        code => Ended::Failed(code),
    }
}

fn main() {}
