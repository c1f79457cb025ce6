// refused: leaks — who fails is left in the table of processes

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let started: Vec<_> = commands
        .into_iter()
        .map(|mut command| command.stdout(Stdio::piped()).spawn())
        .collect();
    started
        .into_iter()
        .map(|child| end_of(child.map_err(Failed::Io)?))
        .collect()
}

fn end_of(mut child: Child) -> Result<String, Failed> {
    let mut said = String::new();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_to_string(&mut said).map_err(Failed::Io)?;
    if said.is_empty() {
        // Somebody who says nothing has failed.
        return Err(Failed::Io(io::ErrorKind::UnexpectedEof.into()));
    }
    let status = child.wait().map_err(Failed::Io)?;
    match status.success() {
        true => Ok(said),
        false => Err(Failed::Exit(status)),
    }
}

fn main() {}
