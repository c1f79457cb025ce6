// refused: not-concurrent — as many as there are cores on a small machine

use std::io;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(mut commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let mut results = Vec::new();
    for pair in commands.chunks_mut(2) {
        let children: Vec<_> = pair
            .iter_mut()
            .map(|command| command.stdout(Stdio::piped()).spawn())
            .collect();
        for child in children {
            results.push(result(child.and_then(Child::wait_with_output)));
        }
    }
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
