// accepted: a thread waits for each worker

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::thread;

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well(String),
    Failed(i32),
    Crashed { signal: i32 },
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    match on_a_thread(&mut command)? {
        Ended::Crashed { .. } => on_a_thread(&mut command),
        ended => Ok(ended),
    }
}

fn on_a_thread(command: &mut Command) -> io::Result<Ended> {
    thread::scope(|scope| scope.spawn(|| run(command)).join().unwrap())
}

fn run(command: &mut Command) -> io::Result<Ended> {
    let output = command.output()?;
    Ok(match output.status.code() {
        Some(0) => Ended::Well(String::from_utf8_lossy(&output.stdout).into_owned()),
        Some(code) => Ended::Failed(code),
        None => Ended::Crashed {
            signal: output.status.signal().unwrap_or_default(),
        },
    })
}

fn main() {}
