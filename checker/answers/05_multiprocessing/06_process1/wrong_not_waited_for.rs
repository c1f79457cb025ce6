// refused: leaks — reads the output to its end, and never asks how the program ended

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};

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
        .map(|child| {
            let mut said = String::new();
            let mut stdout = child.map_err(Failed::Io)?.stdout.take().unwrap();
            stdout.read_to_string(&mut said).map_err(Failed::Io)?;
            Ok(said)
        })
        .collect()
}

fn main() {}
