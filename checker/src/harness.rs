//! Running tests: one process each, told what to run over a socket, and heard
//! over the same socket. The learner's `println!` cannot reach it, and a line
//! without this run's token counts for nothing.

use crate::process::{Cancel, Ended, How, Limits, start};
use anyhow::Context;
use report::{Control, Message};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// More than any honest test has to say.
const LONGEST_REPORT: u64 = 8 << 20;

/// What one test's process left behind.
#[derive(Debug)]
pub struct TestRun {
    /// The test.
    pub test: String,
    /// What it reported with the right token, in order.
    pub messages: Vec<Message>,
    /// How the process ended.
    pub ended: Ended,
}

/// Run `tests` of `binary`, several at a time. After a test that had to be
/// stopped no other is started: the verdict is known, and each would cost a
/// deadline more. `None` stands for a test that was not run.
///
/// # Errors
///
/// Where a process or its socket cannot be made.
pub fn run_all(
    binary: &Path,
    tests: &[String],
    limits: Limits,
    jobs: usize,
    cancel: &Cancel,
    on_end: &mut dyn FnMut(&TestRun),
) -> anyhow::Result<Vec<Option<TestRun>>> {
    let queue = Queue {
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
    };
    let mut runs: Vec<Option<TestRun>> = tests.iter().map(|_| None).collect();
    let outcome = std::thread::scope(|scope| {
        let (send, receive) = channel();
        for _ in 0..jobs.clamp(1, tests.len().max(1)) {
            let (send, queue) = (send.clone(), &queue);
            scope.spawn(move || {
                while let Some(index) = queue.take(tests.len(), cancel) {
                    let run = run(binary, Some(&tests[index]), limits, cancel);
                    if run
                        .as_ref()
                        .map_or(true, |run| matches!(run.ended.how, How::Deadline(_)))
                    {
                        queue.stop.store(true, Ordering::SeqCst);
                    }
                    let _ = send.send((index, run));
                }
            });
        }
        drop(send);
        for (index, run) in receive {
            let run = run?;
            on_end(&run);
            runs[index] = Some(run);
        }
        Ok(())
    });
    crate::process::sweep();
    outcome.map(|()| runs)
}

/// Which test is next.
struct Queue {
    next: AtomicUsize,
    stop: AtomicBool,
}

impl Queue {
    fn take(&self, tests: usize, cancel: &Cancel) -> Option<usize> {
        if self.stop.load(Ordering::SeqCst) || cancel.is_cancelled() {
            return None;
        }
        Some(self.next.fetch_add(1, Ordering::SeqCst)).filter(|index| *index < tests)
    }
}

/// Ask a binary for its tests; only for those whose list is in no source that
/// we read ourselves. No code of the learner runs meanwhile.
///
/// # Errors
///
/// Where the process cannot be started.
pub fn list(binary: &Path, limits: Limits, cancel: &Cancel) -> anyhow::Result<Vec<String>> {
    let run = run(binary, None, limits, cancel)?;
    let names = run.messages.into_iter().find_map(|message| match message {
        Message::Tests { names } => Some(names),
        Message::Started
        | Message::Clock { .. }
        | Message::SpanStarted { .. }
        | Message::SpanEnded { .. }
        | Message::Note { .. }
        | Message::Finding(_)
        | Message::Finished { .. } => None,
    });
    Ok(names.unwrap_or_default())
}

/// Run a program without tests: its exit code is all that it says.
///
/// # Errors
///
/// Where the process cannot be started.
pub fn program(binary: &Path, limits: Limits, cancel: &Cancel) -> anyhow::Result<Ended> {
    let folder = scratch()?;
    let mut command = confined(binary, folder.path());
    command.stdin(Stdio::null());
    let ended = start(command, limits, cancel)?.wait();
    crate::process::sweep();
    ended
}

/// Run one test, or ask for the list of tests.
fn run(
    binary: &Path,
    test: Option<&String>,
    limits: Limits,
    cancel: &Cancel,
) -> anyhow::Result<TestRun> {
    let folder = scratch()?;
    let (mut ours, theirs) =
        UnixStream::pair().context("failed to make a socket for a test's report")?;
    let mut command = confined(binary, folder.path());
    command.stdin(Stdio::from(std::os::fd::OwnedFd::from(theirs)));
    let (token, seed) = (format!("{:016x}{:016x}", draw()?, draw()?), draw()?);
    let control = Control {
        token: token.clone(),
        seed,
        test: test.cloned(),
    };
    let running = start(command, limits, cancel)?;
    let report = listen(ours.try_clone().context("failed to clone a socket")?, token);
    // A process that died at once has said so by its end.
    let _ = writeln!(ours, "{}", control.to_line());
    let _ = ours.shutdown(std::net::Shutdown::Write);
    let ended = running.wait()?;
    let messages = report
        .recv_timeout(Duration::from_secs(1))
        .unwrap_or_default();
    Ok(TestRun {
        test: test.cloned().unwrap_or_default(),
        messages,
        ended,
    })
}

/// Read a report to its end on a thread of its own.
fn listen(socket: UnixStream, token: String) -> Receiver<Vec<Message>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut messages = Vec::new();
        let mut lines = BufReader::new(socket.take(LONGEST_REPORT));
        let mut line = Vec::new();
        while lines
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            messages.extend(message(&line, &token));
            line.clear();
        }
        let _ = send.send(messages);
    });
    receive
}

/// What a line of the report says, if it is one.
fn message(line: &[u8], token: &str) -> Option<Message> {
    let rest = line.strip_prefix(token.as_bytes())?.strip_prefix(b" ")?;
    serde_json::from_slice(rest).ok()
}

/// A folder for what a test writes; gone when the test is over.
fn scratch() -> anyhow::Result<tempfile::TempDir> {
    tempfile::Builder::new()
        .prefix("workbook-")
        .tempdir()
        .context("failed to make a temporary folder; is the disk full?")
}

/// A command with nothing of our environment.
fn confined(binary: &Path, folder: &Path) -> Command {
    let mut command = Command::new(binary);
    command
        .env_clear()
        .env("RUST_BACKTRACE", "0")
        .env("TMPDIR", folder)
        .current_dir(folder);
    command
}

/// A number that nobody can guess, from the system's source of randomness.
fn draw() -> anyhow::Result<u64> {
    getrandom::u64().map_err(|error| anyhow::anyhow!("the system has no random numbers: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::Outcome;

    #[test]
    fn a_line_without_the_token_counts_for_nothing() {
        let line = br#"secret {"say":"finished","outcome":"passed"}"#;
        assert_eq!(
            message(line, "secret"),
            Some(Message::Finished {
                outcome: Outcome::Passed
            })
        );
        assert_eq!(message(line, "other"), None);
        assert_eq!(
            message(br#"{"say":"finished","outcome":"passed"}"#, "secret"),
            None
        );
        assert_eq!(message(b"secret nonsense", "secret"), None);
    }

    #[test]
    fn a_report_ends_where_the_socket_does() {
        let (mut theirs, ours) = UnixStream::pair().unwrap();
        let report = listen(ours, "t".to_owned());
        theirs
            .write_all(
                b"t {\"say\":\"started\"}\nno token\nt {\"say\":\"note\",\"text\":\"5 ms\"}\n",
            )
            .unwrap();
        drop(theirs);
        let want = [
            Message::Started,
            Message::Note {
                text: "5 ms".into(),
            },
        ];
        assert_eq!(report.recv().unwrap(), want);
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(draw().unwrap(), draw().unwrap());
    }
}
