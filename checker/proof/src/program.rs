//! A program that is started, ended by a signal, and started again: a process of its own,
//! which runs the answer.

use crate::channel;
use crate::harness::leave_as_a_copy;
use crate::refusal::{finding, hang, refuse};
use crate::trouble::none_left;
use lab::ms;
use report::{Kind, Message};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};
use std::cell::Cell;
use std::fs::{self, File};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A process that was started by the test. Dropped, it is killed.
///
/// It is a copy of the process of the test, so that a sealed one can start it: a test that
/// does so has to be the only thread of its process, and to have no runtime. A panic in it
/// is a finding as everywhere, which is said when somebody asks how the program is.
#[derive(Debug)]
pub struct Program {
    what: String,
    pid: Pid,
    said: PathBuf,
    ended: Cell<Option<WaitStatus>>,
}

impl Program {
    /// Start a process that runs `main` and ends when it returns.
    #[must_use]
    pub fn start(what: &str, main: impl FnOnce()) -> Self {
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let said = std::env::temp_dir().join(format!(".said-{number}"));
        let file = File::create(&said).unwrap_or_else(|error| none_left("file", &error));
        let Some(pid) = copy() else {
            channel::divert(file);
            let returned = catch_unwind(AssertUnwindSafe(main)).is_ok();
            leave_as_a_copy(returned);
        };
        Self {
            what: what.to_owned(),
            pid,
            said,
            ended: Cell::new(None),
        }
    }

    /// Kill it as SIGKILL does: it can do nothing more, and is not asked.
    pub fn is_killed(self) {
        self.tell_what_it_found();
        self.signal(Signal::KILL);
        self.wait(ms(9_000));
    }

    /// Ask it to end, as SIGTERM does. It does so by itself within `patience`, and without
    /// an error.
    pub fn ends(self, patience: Duration) {
        self.tell_what_it_found();
        self.signal(Signal::TERM);
        let ended = self.wait(patience);
        self.tell_what_it_found();
        let Some(ended) = ended else {
            let ms = patience.as_millis();
            refuse(hang(
                Kind::Hangs,
                format!("{} has not ended {ms} ms after SIGTERM", self.what),
                "it waits for something that never comes",
                "what is waited for after the signal, and what is its limit?",
            ));
        };
        if ended.exit_status() != Some(0) {
            refuse(finding(
                Kind::Crashed,
                format!("{} {} after SIGTERM", self.what, shown(ended)),
                "whoever started it takes that for a crash",
                "which way leads to the end of `main`?",
            ));
        }
    }

    /// Something is wrong with it, which `observed` says. If it panicked, or is gone, that
    /// is said instead.
    pub fn is_in_trouble(&self, observed: &str, meaning: &str) -> ! {
        // A process that is about to end closes its connections first.
        let ended = self.wait(ms(200));
        self.tell_what_it_found();
        if let Some(ended) = ended {
            refuse(finding(
                Kind::Crashed,
                format!("{} {} in the middle of its work", self.what, shown(ended)),
                "it has to go on until it is told to end",
                "what ends the process?",
            ));
        }
        refuse(finding(Kind::WrongResult, observed.to_owned(), meaning, ""))
    }

    fn tell_what_it_found(&self) {
        let said = fs::read_to_string(&self.said).unwrap_or_default();
        let messages = said.lines().filter_map(|line| line.split_once(' '));
        let messages = messages.filter_map(|(_, json)| serde_json::from_str(json).ok());
        let mut any = false;
        for message in messages {
            if let Message::Finding(finding) = message {
                channel::record(finding);
                any = true;
            }
        }
        if any {
            crate::refusal::give_up();
        }
    }

    fn signal(&self, signal: Signal) {
        if self.ended.get().is_none() {
            // One that has ended needs none.
            let _ = kill_process(self.pid, signal);
        }
    }

    /// How it ended; `None` if it has not after this time.
    fn wait(&self, patience: Duration) -> Option<WaitStatus> {
        let begun = Instant::now();
        while self.ended.get().is_none() {
            if let Ok(Some((_, status))) = waitpid(Some(self.pid), WaitOptions::NOHANG) {
                self.ended.set(Some(status));
            } else if begun.elapsed() >= patience {
                break;
            } else {
                thread::sleep(ms(2));
            }
        }
        self.ended.get()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        self.wait(ms(1_000));
    }
}

fn shown(ended: WaitStatus) -> String {
    match (ended.exit_status(), ended.terminating_signal()) {
        (Some(code), _) => format!("ended with the exit code {code}"),
        (_, Some(signal)) => format!("was ended by the signal {signal}"),
        (None, None) => "ended".to_owned(),
    }
}

/// A copy of this process; `None` in the copy itself.
#[expect(unsafe_code, reason = "a copy of a process has no safe form")]
fn copy() -> Option<Pid> {
    // SAFETY: other threads, which the copy does not have, could hold locks that it waits
    // for: a test has none when it calls this.
    let copy = unsafe { libc::fork() };
    if copy < 0 {
        none_left("process", &std::io::Error::last_os_error());
    }
    Pid::from_raw(copy)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};

    // Tests share their process with other threads, so a copy does next to nothing.
    #[test]
    fn a_program_is_ended_by_a_signal() {
        accepts(|| Program::start("it", || thread::sleep(ms(3_600_000))).is_killed());
        refuses(Kind::Crashed, "it was ended by the signal 15", || {
            Program::start("it", || thread::sleep(ms(3_600_000))).ends(ms(9_000));
        });
    }
}
