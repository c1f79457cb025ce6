// refused: panicked — a program that a signal ended has no exit code

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let children: Vec<_> = commands
        .into_iter()
        .map(|mut command| command.stdout(Stdio::piped()).spawn())
        .collect();
    children
        .into_iter()
        .map(|child| match child.and_then(Child::wait_with_output) {
            Ok(output) if output.status.code().unwrap() == 0 => {
                Ok(String::from_utf8(output.stdout).unwrap())
            }
            Ok(output) => Err(Failed::Exit(output.status)),
            Err(error) => Err(Failed::Io(error)),
        })
        .collect()
}

fn main() {}
