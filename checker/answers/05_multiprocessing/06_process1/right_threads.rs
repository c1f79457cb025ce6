// accepted: a thread for each program, which does it all in one call

use std::io;
use std::process::{Command, ExitStatus, Output};
use std::thread;

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(mut commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    thread::scope(|scope| {
        let threads: Vec<_> = commands
            .iter_mut()
            .map(|command| scope.spawn(|| result(command.output())))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

fn result(output: io::Result<Output>) -> Result<String, Failed> {
    let output = output.map_err(Failed::Io)?;
    if !output.status.success() {
        return Err(Failed::Exit(output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| Failed::Io(io::Error::other(error)))
}

fn main() {}
