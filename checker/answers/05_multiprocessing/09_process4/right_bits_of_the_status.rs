// accepted: the number that the system gives, taken apart by hand

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
    let mut output = command.output()?;
    if output.status.into_raw() & 0x7f != 0 {
        output = command.output()?;
    }
    let raw = output.status.into_raw();
    let (signal, code) = (raw & 0x7f, raw >> 8 & 0xff);
    Ok(match (signal, code) {
        (0, 0) => Ended::Well(String::from_utf8(output.stdout).map_err(io::Error::other)?),
        (0, code) => Ended::Failed(code),
        (signal, _) => Ended::Crashed { signal },
    })
}

fn main() {}
