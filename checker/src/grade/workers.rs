//! Answers are judged in processes of their own: whatever one of them does to the
//! process that judges it, the run goes on.
//!
//! A worker is a long-lived process that judges one answer after another. When it
//! dies, the answer is tried once more, by a new one and with nothing else
//! judged meanwhile; that it dies again is trouble, and says nothing about the
//! answer.

mod protocol;
mod worker_process;

pub use protocol::{Reply, Task, hear, say};

use crate::process::{Cancel, Helper};
use crate::verdict::Verdict;
use anyhow::{Context, bail};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;
use std::time::Duration;
use worker_process::{Came, WorkerProcess};

/// How long a worker may take to clear up at the end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The workers of a run.
pub struct Workers<'a> {
    /// Calls the program of a worker.
    command: &'a (dyn Fn() -> Command + Sync),
    /// What a worker has to judge by.
    judging: String,
    /// No judgement takes longer.
    deadline: Duration,
    cancel: &'a Cancel,
    idle: Mutex<Vec<WorkerProcess>>,
    /// Held by one who judges, by all of them but for second tries.
    together: RwLock<()>,
    starts: Mutex<Starts>,
}

impl<'a> Workers<'a> {
    /// No worker yet; they are started as they are needed.
    ///
    /// # Errors
    ///
    /// Where no thread can be started.
    pub fn new(
        command: &'a (dyn Fn() -> Command + Sync),
        judging: String,
        deadline: Duration,
        cancel: &'a Cancel,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            command,
            judging,
            deadline,
            cancel,
            idle: Mutex::default(),
            together: RwLock::default(),
            starts: Mutex::new(Starts::new().context("failed to start a thread")?),
        })
    }

    /// Have `text` judged as the answer to an exercise, by its place in the
    /// course. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where it cannot be judged.
    pub fn judge(&self, exercise: usize, text: &[u8]) -> anyhow::Result<Option<Verdict>> {
        let task = Task {
            exercise,
            text: text.to_owned(),
        };
        let first = {
            let _together = self.together.read().unwrap_or_else(PoisonError::into_inner);
            self.try_once(&task)?
        };
        let came = match first {
            Came::Died(_) if !self.cancel.is_cancelled() => {
                let _alone = self
                    .together
                    .write()
                    .unwrap_or_else(PoisonError::into_inner);
                // Those who wait may be ill for the same reason.
                self.idle().clear();
                self.try_once(&task)?
            }
            came @ (Came::Reply(_) | Came::Cancelled | Came::Died(_)) => came,
        };
        match came {
            Came::Reply(reply) => reply.judged(),
            Came::Cancelled => Ok(None),
            Came::Died(_) if self.cancel.is_cancelled() => Ok(None),
            Came::Died(how) => bail!(
                "the process that judged it {how}, twice; it is judged again with --resume, \
                 and `workbook doctor` looks at this machine"
            ),
        }
    }

    fn try_once(&self, task: &Task) -> anyhow::Result<Came> {
        let idle = self.idle().pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => {
                let start = self.starts.lock().unwrap_or_else(PoisonError::into_inner);
                WorkerProcess::start((self.command)(), &start)?
            }
        };
        let came = worker.judge(task, &self.judging, self.deadline, self.cancel)?;
        if matches!(came, Came::Reply(_)) {
            self.idle().push(worker);
        }
        Ok(came)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<WorkerProcess>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Workers<'_> {
    fn drop(&mut self) {
        let mut idle = std::mem::take(&mut *self.idle());
        idle.iter().for_each(WorkerProcess::close);
        for worker in &mut idle {
            worker.ended_within(PATIENCE);
        }
    }
}

/// Starts helpers, which live as long as the thread that started them.
pub(super) struct Starts {
    commands: Sender<Command>,
    started: Receiver<anyhow::Result<Helper>>,
}

impl Starts {
    fn new() -> std::io::Result<Self> {
        let (commands, wanted) = channel();
        let (send, started) = channel();
        thread::Builder::new()
            .name("workers".to_owned())
            .spawn(move || {
                for command in wanted {
                    if send.send(Helper::start(command)).is_err() {
                        return;
                    }
                }
            })?;
        Ok(Self { commands, started })
    }

    pub(super) fn start(&self, command: Command) -> anyhow::Result<Helper> {
        let sent = self.commands.send(command);
        let started = sent.ok().and_then(|()| self.started.recv().ok());
        started.context("the thread that starts workers is gone")?
    }
}

#[cfg(test)]
mod tests;
