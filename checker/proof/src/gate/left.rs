//! What is left of a process, as the system knows it.

use crate::waits::comes_true;
use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// What there still is of a child of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// It was waited for, or never was a child of ours.
    Nothing,
    /// It has ended, and nobody waited for it.
    Zombie,
    /// It runs, or is about to end: the system closes its files before that.
    Process,
}

pub(super) fn left(pid: u32) -> Left {
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
pub(super) fn after_a_moment(pid: u32) -> Left {
    comes_true(super::MOMENT, || left(pid) != Left::Process);
    left(pid)
}
