// refused: wrong-result — a program that succeeded is said to have failed

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

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let started: Vec<_> = commands.into_iter().map(start).collect();
    started
        .into_iter()
        .map(|c| {
            let out = c.and_then(Child::wait_with_output).map_err(Failed::Io)?;
            let s = out.status;
            if !s.success() {
                return Err(Failed::Exit(s));
            }
            String::from_utf8(out.stdout).map_err(|_| Failed::Exit(s))
        })
        .collect()
}

fn main() {}
