// refused: wrong-result — the outputs stand in the order in which the programs end

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
    for mut command in commands {
        let tell = tell.clone();
        thread::spawn(move || tell.send(result(command.output())));
    }
    drop(tell);
    told.iter().collect()
}

fn result(output: io::Result<Output>) -> Result<String, Failed> {
    let output = output.map_err(Failed::Io)?;
    if !output.status.success() {
        return Err(Failed::Exit(output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| Failed::Io(io::Error::other(error)))
}

fn main() {}
