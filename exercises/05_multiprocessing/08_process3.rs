// The shop has its photos made smaller by a program of somebody else. Mostly it is
// quick, some photos it never finishes, and to do its work it starts processes of
// its own. A future that is dropped is gone; a process is not. It runs on until it
// ends by itself or somebody kills it. What it has started is not killed with it,
// unless all of them are in one process group and the signal goes to the group. And
// an ended process stays in the system's table as a *zombie* until its parent has
// waited for it.
//
// https://docs.rs/tokio/latest/tokio/process/index.html

use lab::{Worker, ms};
use std::io;
use std::process::{ExitStatus, Output};
use std::time::Duration;
use tokio::process::Command;

/// How the run of a program ended.
#[derive(Debug)]
pub enum Ended {
    /// By itself: what it wrote, and its exit status, whatever that is.
    InTime(Output),
    /// It was killed at the limit, and this is the exit status that it had then.
    Killed(ExitStatus),
}

/// Run `command` for at most `limit`, as the leader of a process group of its own.
/// An error means that it could not be started, or not be waited for.
///
/// A program that ends before the limit is [`Ended::InTime`] then, with all that it
/// wrote to standard output and to standard error, however much that is.
///
/// At the limit, the whole group is killed with signal 9 (`lab::kill_group`), and the
/// program is waited for, so that it is no zombie: [`Ended::Killed`]. If this future
/// is dropped before, the whole group is killed, too. The limit holds for its outputs,
/// too, which a process that it has started may keep open when it has ended itself. Then
/// both are right: [`Ended::InTime`] with what was written by then, and
/// [`Ended::Killed`] with the status with which the program has ended. It may have been
/// waited for before its group is killed.
///
/// Other tasks go on meanwhile: under `join!`, two programs run at the same time.
pub async fn run_limited(command: Command, limit: Duration) -> io::Result<Ended> {
    // TODO: Start the program, and see to it that its group dies with this future.
    // TODO: Wait for its end or for the limit, whichever comes first.
    todo!("run {:?} for {limit:?}", command.as_std().get_program())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    for worker in [Worker::says("tea.jpg is small now"), Worker::hangs()] {
        let ended = run_limited(worker.command().into(), ms(500)).await?;
        println!("{}: {ended:?}", worker.name());
    }
    Ok(())
}

// These tests look at what is returned. A hidden test also looks at the processes:
// which of them still run, and whether one has become a zombie.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_ends_says_what_it_has_to_say() {
        let command = Worker::says("tea").command().into();
        match run_limited(command, ms(60_000)).await {
            Ok(Ended::InTime(output)) => assert_eq!(output.stdout, b"tea\n"),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_killed() {
        let ended = run_limited(Worker::hangs().command().into(), ms(100)).await;
        assert!(matches!(ended, Ok(Ended::Killed(_))), "{ended:?}");
    }
}
