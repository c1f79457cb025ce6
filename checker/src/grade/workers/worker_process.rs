//! One worker process, and the line to it.

use super::Starts;
use super::protocol::{Reply, Task, hear, say};
use crate::process::{Cancel, Helper, RunningTime};
use anyhow::{Context, bail};
use std::io::BufReader;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// It looks for its toolchain and its crates before it judges.
const GETS_READY: Duration = Duration::from_secs(300);
/// How long a worker whose answer nobody needs may take to end.
const LEAVES: Duration = Duration::from_secs(2);

/// What came of an attempt.
pub(super) enum Came {
    /// It said something about the answer.
    Reply(Reply),
    /// Nobody needs it any more.
    Cancelled,
    /// It said nothing, and this is what became of it.
    Died(String),
}

/// A worker. It ends when this is dropped.
pub(super) struct WorkerProcess {
    helper: Helper,
    line: UnixStream,
    replies: Receiver<Reply>,
    is_ready: bool,
}

impl WorkerProcess {
    pub(super) fn start(mut command: Command, starts: &Starts) -> anyhow::Result<Self> {
        let (line, theirs) = UnixStream::pair().context("failed to make a socket for a worker")?;
        command
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null());
        let listening = line.try_clone().context("failed to clone a socket")?;
        let helper = starts.start(command)?;
        let (send, replies) = channel();
        thread::Builder::new()
            .name("replies".to_owned())
            .spawn(move || {
                let mut from = BufReader::new(listening);
                while let Some(reply) = hear(&mut from) {
                    if send.send(reply).is_err() {
                        return;
                    }
                }
            })
            .context("failed to start a thread")?;
        Ok(Self {
            helper,
            line,
            replies,
            is_ready: false,
        })
    }

    /// Have it judge one answer.
    pub(super) fn judge(
        &mut self,
        task: &Task,
        judging: &str,
        deadline: Duration,
        cancel: &Cancel,
    ) -> anyhow::Result<Came> {
        if !self.is_ready {
            match self.reply(GETS_READY, cancel) {
                Came::Reply(Reply::Ready { judging: own }) if own == judging => {}
                Came::Reply(Reply::Ready { .. }) => bail!(
                    "the course or the compiler was changed while it was graded; go on with \
                     --resume"
                ),
                Came::Reply(Reply::Unfit(why)) => bail!(why),
                Came::Reply(_) => bail!("a worker began with words that make no sense"),
                other @ (Came::Cancelled | Came::Died(_)) => return Ok(other),
            }
            self.is_ready = true;
        }
        // One that is gone says so by its silence.
        let _ = say(task, &mut self.line);
        Ok(self.reply(deadline, cancel))
    }

    fn reply(&mut self, deadline: Duration, cancel: &Cancel) -> Came {
        let mut time = RunningTime::start();
        loop {
            if cancel.is_cancelled() {
                self.close();
                self.ended_within(LEAVES);
                return Came::Cancelled;
            }
            let look = (time.passed() + Duration::from_millis(100)).min(deadline);
            match time.next(&self.replies, look) {
                Some(reply) => return Came::Reply(reply),
                None if deadline <= time.passed() => {
                    let seconds = deadline.as_secs();
                    return Came::Died(format!("did not come to an end in {seconds} seconds"));
                }
                None => {}
            }
            if let Some(status) = self.helper.ended_within(Duration::ZERO) {
                // Its last words may still be on their way.
                return match time.next(&self.replies, time.passed() + LEAVES) {
                    Some(reply) => Came::Reply(reply),
                    None => Came::Died(words(status)),
                };
            }
        }
    }

    /// Nothing more will be asked: it ends.
    pub(super) fn close(&self) {
        // One that is gone need not be told.
        let _ = self.line.shutdown(Shutdown::Write);
    }

    pub(super) fn ended_within(&mut self, patience: Duration) {
        self.helper.ended_within(patience);
    }
}

fn words(status: ExitStatus) -> String {
    match (status.signal(), status.code()) {
        (Some(signal), _) => format!("was ended by signal {signal}"),
        (None, code) => format!("ended with exit code {}", code.unwrap_or(-1)),
    }
}
