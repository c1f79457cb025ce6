//! What is left of a process, as the system knows it.

use crate::ask;
use crate::waits::comes_true;
use report::{Answer, Left, ProcessId, Question};
use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// What there still is of `process`, whoever is its parent.
pub(super) fn left(process: ProcessId) -> Left {
    let seen = match ask::is_sealed() {
        false => process.left(),
        true => match ask::ask(Question::Left(process)) {
            Some(Answer::Left(left)) => left,
            Some(
                Answer::Threads(_) | Answer::Busiest(_) | Answer::Worker(_) | Answer::Memory(_),
            )
            | None => None,
        },
    };
    seen.unwrap_or_else(|| of_a_child(process.pid))
}

/// Where the system does not tell of other processes, it tells of our children.
fn of_a_child(pid: u32) -> Left {
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else {
        return Left::Nothing;
    };
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    loop {
        match waitid(WaitId::Pid(pid), look) {
            Ok(Some(_)) => return Left::Zombie,
            Ok(None) => return Left::Process,
            Err(Errno::INTR) => {}
            Err(_) => return Left::Nothing,
        }
    }
}

/// What is left when it has had the time to end that it needs.
pub(super) fn after_a_moment(process: ProcessId) -> Left {
    comes_true(super::MOMENT, || left(process) != Left::Process);
    left(process)
}
