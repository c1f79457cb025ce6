// refused: wrong-result — what is at the end is made tidy

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};

/// Why a program has nothing to show.
#[derive(Debug)]
pub enum Failed {
    /// It could not be started, or what it wrote could not be read.
    Io(io::Error),
    /// It ended, but not with the exit code 0, which stands for success.
    Exit(ExitStatus),
}
fn start(mut c: Command) -> io::Result<Child> {
    c.stdout(Stdio::piped()).spawn()
}
fn text(out: std::process::Output) -> Result<String, Failed> {
    if !out.status.success() {
        return Err(Failed::Exit(out.status));
    }
    String::from_utf8(out.stdout)
        .map_err(|e| Failed::Io(io::Error::new(io::ErrorKind::InvalidData, e)))
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let started: Vec<_> = commands.into_iter().map(start).collect();
    started
        .into_iter()
        .map(|c| {
            text(c.and_then(Child::wait_with_output).map_err(Failed::Io)?)
                .map(|t| format!("{}\n", t.trim_end()))
        })
        .collect()
}

fn main() {}
