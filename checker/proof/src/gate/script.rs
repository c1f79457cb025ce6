//! What a worker of a gate does, where no ready one does it.

use instrument::world::Gated;
use lab::Worker;
use std::fmt::Write;

/// What stands for the number by which an echo of the gate makes each byte larger.
pub(super) const KEY: &str = "KEY";

/// The task of a worker that is ended by a signal when it has written something.
pub(super) const HALF_DONE: &str = "script out:68616c66,abort";

/// What a child does that has the outputs of its parent.
pub(super) const OF_A_CHILD: [&str; 2] = ["script", "close-in,hang"];

/// A program of somebody else, step by step: what it writes, when it reads, what it
/// closes. At the end it exits with code 0.
///
/// ```no_run
/// # use proof::prelude::*;
/// let gate = Gate::of(1);
/// let text = Gate::word();
/// // It writes much where nobody may look, and a word without the end of a line.
/// let script = Script::new().complains_much(300_000).writes(text.as_bytes());
/// let command = gate.worker("reports", script.worker()).command();
/// ```
#[derive(Debug, Clone, Default)]
pub struct Script(Vec<String>);

impl Script {
    /// It does nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// It writes `bytes` to its standard output.
    #[must_use]
    pub fn writes(self, bytes: &[u8]) -> Self {
        self.step(format!("out:{}", hex(bytes)))
    }

    /// It writes `bytes` again and again, until it has written so many.
    #[must_use]
    pub fn writes_much(self, bytes: &[u8], length: usize) -> Self {
        self.step(format!("out:{}*{length}", hex(bytes)))
    }

    /// It writes `bytes` to its standard error.
    #[must_use]
    pub fn complains(self, bytes: &[u8]) -> Self {
        self.step(format!("err:{}", hex(bytes)))
    }

    /// It writes so many bytes to its standard error.
    #[must_use]
    pub fn complains_much(self, bytes: usize) -> Self {
        self.step(format!("err:{}*{bytes}", hex(b"this is no report\n")))
    }

    /// It reads so many bytes of its standard input.
    #[must_use]
    pub fn reads(self, bytes: usize) -> Self {
        self.step(format!("read:{bytes}"))
    }

    /// It reads its standard input to the end.
    #[must_use]
    pub fn reads_all(self) -> Self {
        self.step("read".to_owned())
    }

    /// It writes what it has read, as [`Gate::echo_of`](super::Gate::echo_of) has it.
    #[must_use]
    pub fn returns_it(self) -> Self {
        self.step(format!("return:{KEY}"))
    }

    /// It closes its standard input.
    #[must_use]
    pub fn closes_its_input(self) -> Self {
        self.step("close-in".to_owned())
    }

    /// It closes its standard output and its standard error, and lives on.
    #[must_use]
    pub fn closes_its_outputs(self) -> Self {
        self.step("close-out,close-err".to_owned())
    }

    /// It starts a process in its group that hangs, and has its outputs open.
    #[must_use]
    pub fn starts_a_child_that_holds_its_outputs(self) -> Self {
        self.step("child".to_owned())
    }

    /// It exits with `code`.
    #[must_use]
    pub fn exits(self, code: u8) -> Self {
        self.step(format!("exit:{code}"))
    }

    /// It aborts.
    #[must_use]
    pub fn aborts(self) -> Self {
        self.step("abort".to_owned())
    }

    /// It goes on for ever.
    #[must_use]
    pub fn hangs(self) -> Self {
        self.step("hang".to_owned())
    }

    /// It writes a few bytes every few milliseconds, for ever.
    #[must_use]
    pub fn never_stops_writing(self) -> Self {
        self.step("drip".to_owned())
    }

    /// A worker that does this.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::that_takes(&self.0.join(","))
    }

    fn step(mut self, step: String) -> Self {
        self.0.push(step);
        self
    }
}

/// Whether a worker with this task starts a process of its own.
pub(super) fn starts_one([task, steps]: &[String; 2]) -> bool {
    task == "script" && steps.split(',').any(|step| step == "child")
}

fn hex(bytes: &[u8]) -> String {
    let mut hex = String::new();
    for byte in bytes {
        // A `String` takes whatever is written.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::accepts;
    use crate::{Gate, equal};
    use std::process::{Command, Output, Stdio};
    use std::thread;

    /// What becomes of it with `input`.
    fn output(mut command: Command, input: Vec<u8>) -> Output {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        thread::scope(|scope| {
            // It may close its input.
            scope.spawn(move || std::io::Write::write_all(&mut stdin, &input));
            child.wait_with_output().expect("it ends")
        })
    }

    #[test]
    fn steps_are_taken_one_after_another() {
        accepts(|| {
            let gate = Gate::of(1);
            let script = Script::new().writes(b" \xff").complains_much(300_000);
            let script = script.reads_all().returns_it().complains(b"!").exits(7);
            let worker = gate.worker("reports", script.worker());
            let told = output(worker.command(), b"tea".to_vec());
            let mut wanted = b" \xff".to_vec();
            wanted.extend(gate.echo_of(b"tea"));
            equal("the exit code", told.status.code(), Some(7));
            equal("the output", told.stdout == wanted, true);
            equal("the length of the errors", told.stderr.len(), 300_001);
            gate.processes_are(1);
        });
    }

    #[test]
    fn who_closes_a_pipe_lives_on() {
        accepts(|| {
            let gate = Gate::of(1);
            let script = Script::new().reads(2).closes_its_input().returns_it();
            let worker = gate.worker("filter", script.closes_its_outputs().exits(3).worker());
            let told = output(worker.command(), vec![b'x'; 1 << 20]);
            equal("the exit code", told.status.code(), Some(3));
            equal("the output", told.stdout == gate.echo_of(b"xx"), true);
        });
    }

    #[test]
    fn who_dies_half_done_has_written_something() {
        use crate::Fate;
        use std::os::unix::process::ExitStatusExt;
        accepts(|| {
            let gate = Gate::that_holds_with_fates("nobody", &[Fate::WritesAndAborts]);
            let worker = gate.worker("reports", lab::Worker::says("tea"));
            let first = output(worker.command(), Vec::new());
            equal("the signal", first.status.signal(), Some(6));
            equal("the output", first.stdout, b"half");
            equal(
                "the next output",
                output(worker.command(), Vec::new()).stdout,
                b"tea\n",
            );
        });
    }

    #[test]
    fn a_child_holds_the_outputs() {
        use std::os::unix::process::CommandExt;
        accepts(|| {
            let gate = Gate::of(1);
            let script = Script::new().starts_a_child_that_holds_its_outputs();
            let mut command = gate.worker("photos", script.worker()).command();
            let mut child = command
                .stdout(Stdio::piped())
                .process_group(0)
                .spawn()
                .expect("it starts");
            // It ends when its child is there.
            let status = child.wait().expect("it ends");
            equal("the exit code", status.code(), Some(0));
            equal("the number of processes", gate.arrivals(), 2);
            let _ = lab::kill_group(child.id());
            gate.all_reaped();
        });
    }
}
