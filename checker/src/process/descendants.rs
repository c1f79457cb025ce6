//! What a child started itself: stopped with it, also where it left its group.

use rustix::process::{Pid, Signal, WaitOptions, kill_process, kill_process_group, waitpid};
use std::collections::HashSet;
use std::process::{Child, Command};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The children that we started and have not reaped. Any other child of ours
/// was orphaned to us.
static OURS: LazyLock<Mutex<HashSet<i32>>> = LazyLock::new(Mutex::default);

/// A killed process is gone within this time unless the kernel holds it.
const DYING: Duration = Duration::from_millis(200);

fn ours() -> MutexGuard<'static, HashSet<i32>> {
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Become the parent of what our descendants orphan, so that [`sweep`] finds
/// it. Linux only; elsewhere the group is what can be stopped.
pub fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        // A kernel that refuses leaves us with the group; the sweep finds nothing.
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }
}

/// A child that we started: not to be swept while this lives.
pub(super) struct Registered(i32);

impl Registered {
    /// Start `command`. The lock is held meanwhile, so that no sweep sees the
    /// child before it is known as ours.
    pub(super) fn spawn(command: &mut Command) -> std::io::Result<(Child, Self)> {
        let mut ours = ours();
        let child = command.spawn()?;
        let pid = Pid::from_child(&child).as_raw_nonzero().get();
        ours.insert(pid);
        Ok((child, Self(pid)))
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        ours().remove(&self.0);
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
/// that were not started by [`super::start`] count as orphans.
pub fn sweep() {
    let ours = ours();
    let deadline = Instant::now() + DYING;
    loop {
        let orphans: Vec<Pid> = children_of_ours()
            .into_iter()
            .filter(|pid| !ours.contains(pid))
            .filter_map(Pid::from_raw)
            .collect();
        if orphans.is_empty() || deadline <= Instant::now() {
            return;
        }
        for orphan in orphans {
            let _ = kill_process(orphan, Signal::KILL);
            let _ = waitpid(Some(orphan), WaitOptions::NOHANG);
        }
        std::thread::yield_now();
    }
}

/// The pids of this process's children, from `/proc`; empty where there is
/// none. `/proc/self/task/*/children` would be shorter, but misses some while
/// others exit.
fn children_of_ours() -> Vec<i32> {
    let us = std::process::id().to_string();
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid: &i32| parent(*pid).is_some_and(|parent| parent == us))
        .collect()
}

/// The second field after the name, which ends at the last `)`.
fn parent(pid: i32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.get(stat.rfind(')')? + 1..)?
        .split_whitespace()
        .nth(1)
        .map(str::to_owned)
}
