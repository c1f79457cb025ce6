// Every evening, programs of others make the reports of the shop. Each runs as a
// *process* of its own: it shares no memory with us, and the system spreads
// processes over all cores as it does with threads. A `Command` says how to start
// one, and a `Child` is one that has been started.
//
// A process that has ended stays in the table of the system, as a *zombie*, until
// somebody has waited for it. Dropping a `Child` does not wait.
//
// https://doc.rust-lang.org/std/process/struct.Child.html
// (offline: `rustup doc std::process::Child`)

use lab::Worker;
use std::io;
use std::process::{Command, ExitStatus};

/// Why a program has nothing to show.
#[derive(Debug)]
pub enum Failed {
    /// It could not be started, or what it wrote could not be read, or is no UTF-8.
    Io(io::Error),
    /// It ended, but not with the exit code 0, which stands for success. What it wrote
    /// does not matter then, but if that is no UTF-8, it may be `Io` as well.
    Exit(ExitStatus),
}

/// Run all `commands`, each once and all at the same time. Return what each program
/// wrote to its standard output, unchanged, in the order of `commands`.
///
/// However much a program writes, to its standard error too, it comes to its end. A
/// program that fails, or cannot be started, is a [`Failed`] in its place, and the others
/// run all the same. (The programs do not read their input, so it may be anything.)
/// When this function returns, every process has ended and has been waited for.
pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    // TODO: Start all the programs, with an output that you can read.
    // TODO: Wait for each, and see what became of it.
    todo!()
}

fn main() {
    // The second one fails, and says so on its standard error.
    let commands = Worker::sample().iter().map(Worker::command).collect();
    for result in run_all(commands) {
        println!("{result:?}");
    }
}

// These tests look at what is returned. A hidden test also looks at how it runs:
// which processes are there at the same time, and what is left of them.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_writes_is_returned() {
        let results = run_all(vec![Worker::says("tea is ready").command()]);
        assert!(matches!(&results[..], [Ok(said)] if said == "tea is ready\n"));
    }

    #[test]
    fn a_program_that_fails_is_an_error_in_its_place() {
        let commands = Worker::sample().iter().map(Worker::command).collect();
        let results = run_all(commands);
        assert!(matches!(&results[..], [Ok(_), Err(Failed::Exit(_)), Ok(_)]));
    }
}
