//! What became of a process, as the system knows it.

use crate::waits::comes_true;
use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

/// What became of a child of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It runs, or is about to end: the system closes its files before that.
    Alive,
    /// It has ended, and nobody waited for it.
    Zombie,
    /// It is no child of ours any more, or never was.
    Reaped,
}

pub(super) fn fate(pid: u32) -> Fate {
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else {
        return Fate::Reaped;
    };
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    loop {
        match waitid(WaitId::Pid(pid), look) {
            Ok(Some(_)) => return Fate::Zombie,
            Ok(None) => return Fate::Alive,
            Err(Errno::INTR) => {}
            Err(_) => return Fate::Reaped,
        }
    }
}

/// Its fate when it has had the time to end that it needs.
pub(super) fn after_a_moment(pid: u32) -> Fate {
    comes_true(super::MOMENT, || fate(pid) != Fate::Alive);
    fate(pid)
}
