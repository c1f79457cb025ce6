//! What a child started itself: stopped with it, also where it left its group.

use super::proc_fs::{Known, children_of_ours};
use super::registry::ours;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::process::Command;
use std::time::{Duration, Instant};

/// A killed process is gone within this time unless the kernel holds it.
const DYING: Duration = Duration::from_millis(200);

/// Become the parent of what our descendants orphan, so that [`sweep`] finds
/// it. Linux only; elsewhere the group is what can be stopped.
pub fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        // A kernel that refuses leaves us with the group; the sweep finds nothing.
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }
}

/// Have the system end this child when we end in a way that leaves us no time
/// to do it, such as SIGKILL. Linux only; elsewhere such a child goes on.
///
/// It is bound to the thread that starts the child: that one has to wait for it.
#[cfg(target_os = "linux")]
pub(super) fn end_with_us(command: &mut Command) {
    use std::os::unix::process::CommandExt;

    let us = rustix::process::getpid();
    let bind = move || {
        rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
        // We may have ended before the child could ask for it.
        match rustix::process::getppid() {
            Some(parent) if parent == us => Ok(()),
            _ => Err(rustix::io::Errno::SRCH.into()),
        }
    };
    #[expect(
        unsafe_code,
        reason = "two system calls, without memory or locks of ours"
    )]
    // SAFETY: between fork and exec only async-signal-safe calls are made.
    unsafe {
        command.pre_exec(bind);
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn end_with_us(_command: &mut Command) {}

/// Kill a whole group. That it is gone already is as good.
pub(super) fn stop_group(leader: Pid) {
    let _ = kill_process_group(leader, Signal::KILL);
    // A child that has not joined its group yet is reached by its own number.
    let _ = kill_process(leader, Signal::KILL);
}

/// Kill and reap what was orphaned to us since [`adopt_orphans`]. What it
/// orphans in turn comes to us too, so look until there is nothing. Children
/// that were not started by [`super::start`] count as orphans. Nothing happens
/// where `/proc` does not speak of our processes, see [`super::proc_is_ours`].
pub fn sweep() {
    let ours = ours();
    let deadline = Instant::now() + DYING;
    loop {
        let mut orphans = children_of_ours();
        orphans.retain(|(pid, _)| !ours.contains_key(&pid.as_raw_nonzero().get()));
        if orphans.is_empty() || deadline <= Instant::now() {
            return;
        }
        for (orphan, known) in orphans {
            end(orphan, known);
        }
        std::thread::yield_now();
    }
}

/// Kill and reap the process that was seen as `known`, and no other: a number
/// may have become somebody else's since, a descriptor stays with its process.
#[cfg(target_os = "linux")]
fn end(orphan: Pid, known: Known) {
    use rustix::io::Errno;
    use rustix::process::{PidfdFlags, WaitId, WaitIdOptions, WaitOptions};
    use rustix::process::{pidfd_open, pidfd_send_signal, waitid, waitpid};
    use std::os::fd::AsFd;

    let process = pidfd_open(orphan, PidfdFlags::empty());
    if Known::of(orphan) != Some(known) {
        return;
    }
    let process = match process {
        Ok(process) => process,
        // An old kernel. A child keeps its number until we reap it.
        Err(Errno::NOSYS) => {
            let _ = kill_process(orphan, Signal::KILL);
            let _ = waitpid(Some(orphan), WaitOptions::NOHANG);
            return;
        }
        Err(_) => return,
    };
    let _ = pidfd_send_signal(&process, Signal::KILL);
    let ended = WaitIdOptions::EXITED | WaitIdOptions::NOHANG;
    let _ = waitid(WaitId::PidFd(process.as_fd()), ended);
}

/// Elsewhere there is no `/proc`, and nothing to end.
#[cfg(not(target_os = "linux"))]
fn end(_orphan: Pid, _known: Known) {}
