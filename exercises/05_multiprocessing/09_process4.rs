// Invoices are made by a program that reads what customers have sent, and now and
// then that makes it crash. A panic in a thread could be caught; an abort, a stack
// overflow or a fault in foreign code ends the whole process, whichever thread it
// happens in. So the work is done in a process of its own: that one dies alone, and
// its parent is told how. One that ends by itself has an exit code. One that crashes
// is ended by a *signal*, and has none.
//
// https://doc.rust-lang.org/std/process/struct.ExitStatus.html
// (offline: `rustup doc std::process::ExitStatus`)

use lab::Worker;
use std::io;
use std::process::Command;

/// How the work ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// With exit code 0, and this was written to standard output.
    Well(String),
    /// With this exit code, which is not 0.
    Failed(i32),
    /// By this signal.
    Crashed { signal: i32 },
}

/// Run the worker that `command` starts, wait for its end and return how it ended.
///
/// A worker that is ended by a signal is started once more, and the result is how
/// the second one ended, whatever that is: there is never a third. A worker that ends
/// by itself, well or not, is not started again: it would say the same.
///
/// An error means that a worker, the first or the second, could not be started, or not
/// be waited for. If one that ends well writes what is no UTF-8, that may be an error
/// as well, or other characters stand in its place.
pub fn supervise(command: Command) -> io::Result<Ended> {
    // TODO: Run it, and tell the three ways to end apart.
    // TODO: Give it a second chance where it has one.
    todo!("run {:?}", command.get_program())
}

fn main() -> io::Result<()> {
    let good = Worker::says("invoice 7");
    for worker in [good.clone(), Worker::exits(3), Worker::aborts(), good] {
        println!("{}: {:?}", worker.name(), supervise(worker.command())?);
    }
    Ok(())
}

// These tests look at what is returned. A hidden test also counts the processes,
// and has some that crash only once.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_ends_well_is_quoted() {
        let ended = supervise(Worker::says("invoice 7").command()).unwrap();
        assert_eq!(ended, Ended::Well("invoice 7\n".to_owned()));
    }

    #[test]
    fn a_worker_that_gives_up_says_so_with_its_code() {
        let ended = supervise(Worker::exits(3).command()).unwrap();
        assert_eq!(ended, Ended::Failed(3));
    }

    #[test]
    fn a_worker_that_crashes_takes_nobody_along() {
        let ended = supervise(Worker::aborts().command()).unwrap();
        assert!(matches!(ended, Ended::Crashed { .. }));
    }
}
