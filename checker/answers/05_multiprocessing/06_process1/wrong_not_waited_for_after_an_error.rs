// refused: leaks — where the output cannot be read, nobody waits for the process

use std::io::{self, Read};
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
            let mut c = c.map_err(Failed::Io)?;
            let mut v = String::new();
            c.stdout
                .take()
                .unwrap()
                .read_to_string(&mut v)
                .map_err(Failed::Io)?;
            let s = c.wait().map_err(Failed::Io)?;
            if s.success() {
                Ok(v)
            } else {
                Err(Failed::Exit(s))
            }
        })
        .collect()
}

fn main() {}
