// refused: wrong-result — the programs write where we write, and nobody reads it

use std::io;
use std::process::{Child, Command, ExitStatus, Output};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let children: Vec<_> = commands
        .into_iter()
        .map(|mut command| command.spawn())
        .collect();
    children
        .into_iter()
        .map(|child| result(child.and_then(Child::wait_with_output)))
        .collect()
}

fn result(output: io::Result<Output>) -> Result<String, Failed> {
    let output = output.map_err(Failed::Io)?;
    if !output.status.success() {
        return Err(Failed::Exit(output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| Failed::Io(io::Error::other(error)))
}

fn main() {}
