// accepted: reads to the end by hand, then waits

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let mut started = Vec::new();
    for mut command in commands {
        started.push(command.stdout(Stdio::piped()).spawn());
    }
    let mut results = Vec::new();
    for child in started {
        results.push(match child {
            Ok(child) => end_of(child),
            Err(error) => Err(Failed::Io(error)),
        });
    }
    results
}

fn end_of(mut child: Child) -> Result<String, Failed> {
    let mut said = Vec::new();
    let read = child.stdout.take().unwrap().read_to_end(&mut said);
    let status = child.wait().map_err(Failed::Io)?;
    read.map_err(Failed::Io)?;
    match status.code() {
        Some(0) => String::from_utf8(said).map_err(|error| Failed::Io(io::Error::other(error))),
        _ => Err(Failed::Exit(status)),
    }
}

fn main() {}
