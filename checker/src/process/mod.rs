//! One child process: in a group of its own, with a deadline and a bound on
//! its output, and with nothing left behind when it is over.
//!
//! Killing only the child is not enough: a grandchild that still holds the
//! pipe keeps us reading, and one that started a session of its own outlives
//! its group. So the group is stopped while its leader is unreaped, and what
//! was orphaned to us is swept.

mod apart;
mod cancel;
mod cores;
mod descendants;
mod fenced;
mod helper;
mod memory;
mod output;
mod proc_fs;
mod registry;
mod resources;
mod running_time;
mod snapshot;
mod threads;
mod urgency;

pub use apart::{start_and_leave, start_apart, stay_with};
pub use cancel::Cancel;
pub use cores::{cores, pin};
pub use descendants::{adopt_orphans, sweep};
pub use fenced::fence_in;
pub use helper::{Helper, Tool, own_program, start_tool, start_tool_behind};
pub use memory::die_first;
pub use output::Captured;
pub use proc_fs::{proc_is_ours, trouble_with_proc};
pub use registry::{end_groups, end_tools, stop_with_children};
pub use resources::Resources;
pub use running_time::RunningTime;
pub use snapshot::{Snapshot, Thread, ThreadState};
pub use threads::{scoped_thread, thread};
pub use urgency::stand_back;

use anyhow::Context;
use cancel::{Listening, Signal};
use output::Reader;
use registry::{Registered, Role};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the last words of a stopped child may take to reach us.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// What a child may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Wall-clock time from its start, but for what we were held up ourselves.
    pub deadline: Duration,
    /// How many bytes of each stream are kept: the first half and the last.
    pub kept: usize,
    /// How many bytes both streams may carry before the child is stopped.
    pub flood: usize,
}

/// How a child came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// By itself.
    Exited {
        /// Its exit code.
        code: Option<i32>,
        /// The signal that ended it.
        signal: Option<i32>,
    },
    /// Stopped at its deadline; what it was doing then, where the system tells.
    Deadline(Option<Snapshot>),
    /// Stopped because it wrote too much.
    Flood,
    /// Stopped because of what it did, see [`Running::ends_when`].
    Overfull,
    /// Stopped because nobody needs it any more.
    Cancelled,
}

impl How {
    /// The signal that ended it, where it was not ours.
    #[must_use]
    pub fn signal(&self) -> Option<i32> {
        match self {
            How::Exited { signal, .. } => *signal,
            How::Deadline(_) | How::Flood | How::Overfull | How::Cancelled => None,
        }
    }
}

/// A child that is over.
#[derive(Debug)]
pub struct Ended {
    /// How it came to its end.
    pub how: How,
    /// What it wrote to standard output.
    pub stdout: Captured,
    /// What it wrote to standard error.
    pub stderr: Captured,
    /// Wall-clock time, but for what we were held up ourselves.
    pub took: Duration,
    /// Whether it was stopped with us for a while, or could not talk to us: what
    /// it says of time says nothing.
    pub interrupted: bool,
}

/// A child that runs.
pub struct Running {
    child: Child,
    pid: Pid,
    time: RunningTime,
    limits: Limits,
    signals: Receiver<Signal>,
    stdout: Reader,
    stderr: Reader,
    cancel: Cancel,
    tell: Sender<Signal>,
    /// Gone when this is.
    alive: Arc<()>,
    waiter: Option<JoinHandle<()>>,
    over: bool,
    _registered: Registered,
    _listening: Listening,
}

/// Start `command` in a group of its own. Its standard input is what the
/// caller set; its output is read from now on.
///
/// # Errors
///
/// Where the program cannot be started.
pub fn start(mut command: Command, limits: Limits, cancel: &Cancel) -> anyhow::Result<Running> {
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    descendants::end_with_us(&mut command);
    let (tell, signals) = channel();
    let (mut child, registered) = Registered::spawn(&mut command, Role::Group)
        .with_context(|| format!("failed to start `{}`", command.get_program().display()))?;
    let pid = Pid::from_child(&child);
    let listening = cancel.tell(&tell);
    let (waiter, [stdout, stderr]) = match attend(&mut child, pid, limits, &tell) {
        Ok(attendants) => attendants,
        Err(error) => {
            descendants::stop_group(pid);
            let _ = child.wait();
            return Err(error);
        }
    };
    let waiter = Some(waiter);
    let (time, cancel) = (RunningTime::start(), cancel.clone());
    Ok(Running {
        child,
        pid,
        time,
        limits,
        signals,
        stdout,
        stderr,
        cancel,
        tell,
        alive: Arc::default(),
        waiter,
        over: false,
        _registered: registered,
        _listening: listening,
    })
}

/// The threads that a child needs: one that sees its end, and two that read.
fn attend(
    child: &mut Child,
    pid: Pid,
    limits: Limits,
    tell: &Sender<Signal>,
) -> anyhow::Result<(JoinHandle<()>, [Reader; 2])> {
    let budget = output::Budget::new(limits.flood);
    let stdout = child.stdout.take().expect("piped above");
    let stdout = Reader::start(stdout, limits.kept, &budget, tell)?;
    let stderr = child.stderr.take().expect("piped above");
    let stderr = Reader::start(stderr, limits.kept, &budget, tell)?;
    // The last, so that nobody looks at a number that was given back.
    let waiter = watch_for_exit(pid, tell.clone())?;
    Ok((waiter, [stdout, stderr]))
}

impl Running {
    /// The number that the system knows it by.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The child's standard input, where it was piped.
    pub fn take_stdin(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// Look every now and then, and bring about the end once `broken` says so.
    pub fn ends_when(&self, broken: impl Fn() -> bool + Send + 'static) {
        const EACH: Duration = Duration::from_millis(50);
        let (tell, over) = (self.tell.clone(), Arc::downgrade(&self.alive));
        let look = move || {
            while over.strong_count() > 0 {
                if broken() {
                    let _ = tell.send(Signal::Overfull);
                    return;
                }
                std::thread::sleep(EACH);
            }
        };
        // Without a thread there are still the limits of the system.
        let _ = std::thread::Builder::new()
            .name("bounds".to_owned())
            .spawn(look);
    }

    /// Wait for the end, or bring it about at the deadline, at a flood or when
    /// cancelled. Nothing of its group is left afterwards; for what left the
    /// group there is [`sweep`].
    ///
    /// # Errors
    ///
    /// Where the child cannot be reaped.
    pub fn wait(mut self) -> anyhow::Result<Ended> {
        let verdict = loop {
            if self.cancel.is_cancelled() {
                break Some(How::Cancelled);
            }
            match self.time.next(&self.signals, self.limits.deadline) {
                Some(Signal::Exited) => break None,
                Some(Signal::Flood) => break Some(How::Flood),
                Some(Signal::Overfull) => break Some(How::Overfull),
                Some(Signal::Cancelled) => {}
                None => break Some(How::Deadline(Snapshot::of(self.pid))),
            }
        };
        let (took, interrupted) = (self.time.passed(), self.time.was_interrupted());
        let status = self.end()?;
        let how = verdict.unwrap_or(How::Exited {
            code: status.code(),
            signal: status.signal(),
        });
        let by = Instant::now() + LAST_WORDS;
        Ok(Ended {
            how,
            stdout: self.stdout.finish(by),
            stderr: self.stderr.finish(by),
            took,
            interrupted,
        })
    }

    /// Stop the group and reap the child.
    fn end(&mut self) -> anyhow::Result<std::process::ExitStatus> {
        // While the leader is unreaped its number cannot belong to anybody else.
        descendants::stop_group(self.pid);
        // The child is dead or dying: the waiter sees it, and must have seen it
        // before the number is given back.
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
        let status = self
            .child
            .wait()
            .context("failed to reap a child process")?;
        self.over = true;
        Ok(status)
    }
}

impl Drop for Running {
    /// An early return must not leave a process behind.
    fn drop(&mut self) {
        if !self.over {
            let _ = self.end();
        }
    }
}

/// Tell when the child has exited, without reaping it.
fn watch_for_exit(pid: Pid, tell: Sender<Signal>) -> anyhow::Result<JoinHandle<()>> {
    thread("wait", move || {
        let exited = || {
            waitid(
                WaitId::Pid(pid),
                WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
            )
        };
        while exited().is_err_and(|error| error == rustix::io::Errno::INTR) {}
        let _ = tell.send(Signal::Exited);
    })
}

#[cfg(test)]
mod tests;
