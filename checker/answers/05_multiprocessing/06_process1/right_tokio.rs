// accepted: a runtime inside of the function

use futures::future::join_all;
use std::io;
use std::process::{Command, ExitStatus, Output};
use tokio::runtime::Builder;

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let outputs = commands
        .into_iter()
        .map(|command| async { tokio::process::Command::from(command).output().await });
    let outputs = runtime.block_on(join_all(outputs));
    outputs.into_iter().map(result).collect()
}

fn result(output: io::Result<Output>) -> Result<String, Failed> {
    let output = output.map_err(Failed::Io)?;
    if !output.status.success() {
        return Err(Failed::Exit(output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| Failed::Io(io::Error::other(error)))
}

fn main() {}
