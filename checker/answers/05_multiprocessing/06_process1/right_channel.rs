// accepted: threads that send what they got, with the place of each

use std::io;
use std::process::{Command, ExitStatus, Output};
use std::sync::mpsc;
use std::thread;

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let (tell, told) = mpsc::channel();
    for (place, mut command) in commands.into_iter().enumerate() {
        let tell = tell.clone();
        thread::spawn(move || tell.send((place, result(command.output()))));
    }
    drop(tell);
    let mut results: Vec<_> = told.iter().collect();
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

fn result(output: io::Result<Output>) -> Result<String, Failed> {
    let output = output.map_err(Failed::Io)?;
    if !output.status.success() {
        return Err(Failed::Exit(output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| Failed::Io(io::Error::other(error)))
}

fn main() {}
