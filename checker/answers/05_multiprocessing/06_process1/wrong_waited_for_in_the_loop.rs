// refused: not-concurrent — started and waited for in the same round

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let mut results = Vec::new();
    for mut command in commands {
        let mut child = match command.stdout(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(error) => {
                results.push(Err(Failed::Io(error)));
                continue;
            }
        };
        let mut said = String::new();
        let _ = child.stdout.take().unwrap().read_to_string(&mut said);
        results.push(match child.wait() {
            Ok(status) if status.success() => Ok(said),
            Ok(status) => Err(Failed::Exit(status)),
            Err(error) => Err(Failed::Io(error)),
        });
    }
    results
}

fn main() {}
