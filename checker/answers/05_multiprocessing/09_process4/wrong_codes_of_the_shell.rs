// refused: wrong-result — a shell shows signals as high codes; a program may use them as well

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
    match run(&mut command)? {
        Ended::Crashed { .. } => run(&mut command),
        ended => Ok(ended),
    }
}

fn run(command: &mut Command) -> io::Result<Ended> {
    let output = command.output()?;
    let status = output.status;
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    Ok(match code {
        0 => Ended::Well(String::from_utf8_lossy(&output.stdout).into_owned()),
        129.. => Ended::Crashed { signal: code - 128 },
        code => Ended::Failed(code),
    })
}

fn main() {}
