// refused: not-concurrent — `output` waits for the end before the next one is started

use std::io;
use std::process::{Command, ExitStatus, Output};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    commands
        .into_iter()
        .map(|mut command| result(command.output()))
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
