// refused: panicked — of no commands there is no first one

use std::io;
use std::process::{Command, ExitStatus, Stdio};

/// Why a program has nothing to show.
#[derive(Debug)]
pub enum Failed {
    /// It could not be started, or what it wrote could not be read.
    Io(io::Error),
    /// It ended, but not with the exit code 0, which stands for success.
    Exit(ExitStatus),
}
fn text(out: std::process::Output) -> Result<String, Failed> {
    if !out.status.success() {
        return Err(Failed::Exit(out.status));
    }
    String::from_utf8(out.stdout)
        .map_err(|e| Failed::Io(io::Error::new(io::ErrorKind::InvalidData, e)))
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let mut it = commands.into_iter();
    let first = it.next().unwrap();
    let h: Vec<_> = it
        .map(|mut c| std::thread::spawn(move || c.stderr(Stdio::inherit()).output()))
        .collect();
    let mut first = first;
    let a = first.stderr(Stdio::inherit()).output();
    std::iter::once(a)
        .chain(h.into_iter().map(|h| h.join().unwrap()))
        .map(|o| text(o.map_err(Failed::Io)?))
        .collect()
}

fn main() {}
