// accepted: waits for the last one first

use std::io;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(mut commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let mut children = Vec::new();
    for command in &mut commands {
        let quiet = command.stdin(Stdio::null()).stderr(Stdio::piped());
        children.push(quiet.stdout(Stdio::piped()).spawn());
    }
    let mut results = Vec::new();
    while let Some(child) = children.pop() {
        results.push(result(child.and_then(Child::wait_with_output)));
    }
    results.reverse();
    results
}

fn result(output: io::Result<Output>) -> Result<String, Failed> {
    let output = output.map_err(Failed::Io)?;
    if !output.status.success() {
        return Err(Failed::Exit(output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| Failed::Io(io::Error::other(error)))
}

fn main() {}
