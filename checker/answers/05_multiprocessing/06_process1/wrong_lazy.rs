// refused: not-concurrent — both steps in one lazy chain, so that each is waited for at once

use std::io;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let children = commands
        .into_iter()
        .map(|mut command| command.stdout(Stdio::piped()).spawn());
    children
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
