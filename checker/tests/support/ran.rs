//! What came of a call of the program, and what is expected of it.

use super::Bench;
use std::process::{Command, Output};

/// A call that is over. An expectation that is not met shows all of it.
pub(crate) struct Ran<'b> {
    bench: &'b Bench,
    call: String,
    output: Output,
}

impl<'b> Ran<'b> {
    pub(super) fn new(bench: &'b Bench, command: &Command, output: Output) -> Self {
        let words = command.get_args().map(|word| word.to_string_lossy());
        let call = words.collect::<Vec<_>>().join(" ");
        Self {
            bench,
            call,
            output,
        }
    }

    /// The next call, for a story of several.
    pub(crate) fn workbook(&self, arguments: &[&str]) -> Ran<'b> {
        self.bench.workbook(arguments)
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        let ended = self.output.status;
        assert!(
            ended.code() == Some(code),
            "{ended} instead of {code}{self}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn stdout_has(self, want: &str) -> Self {
        assert!(self.stdout().contains(want), "no `{want}`{self}");
        self
    }

    #[track_caller]
    pub(crate) fn stdout_lacks(self, not: &str) -> Self {
        assert!(!self.stdout().contains(not), "`{not}`{self}");
        self
    }

    #[track_caller]
    pub(crate) fn stdout_is(self, want: &str) -> Self {
        assert!(self.stdout() == want, "not `{want}`{self}");
        self
    }

    #[track_caller]
    pub(crate) fn stderr_has(self, want: &str) -> Self {
        assert!(self.stderr().contains(want), "no `{want}`{self}");
        self
    }

    #[track_caller]
    pub(crate) fn stderr_is(self, want: &str) -> Self {
        assert!(self.stderr() == want, "not `{want}`{self}");
        self
    }

    /// One line that begins with `error:` says all, and is not a panic.
    #[track_caller]
    pub(crate) fn complains_once(self) -> Self {
        let complaints = self.stderr();
        let complaints = complaints.lines().filter(|line| line.contains("error:"));
        assert!(
            complaints.count() == 1,
            "there must be one error, and one only{self}"
        );
        let panicked = self.stderr().contains("internal error");
        assert!(!panicked, "this is a bug{self}");
        self
    }

    /// What it wrote to standard output, which has to be JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        let json = serde_json::from_slice(&self.output.stdout);
        json.unwrap_or_else(|error| panic!("{error}{self}"))
    }

    pub(crate) fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }
}

impl std::fmt::Display for Ran<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (call, out, err) = (&self.call, self.stdout(), self.stderr());
        write!(f, "\n\n$ {call}\n--- stdout\n{out}\n--- stderr\n{err}\n---")
    }
}
