// refused: wrong-result — that a program ran is taken for success

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
            Ok(output) => String::from_utf8(output.stdout)
                .map_err(|error| Failed::Io(io::Error::other(error))),
            Err(error) => Err(Failed::Io(error)),
        })
        .collect()
}

fn main() {}
