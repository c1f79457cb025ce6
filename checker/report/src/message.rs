//! The messages of a run, in the order in which they are sent.
//!
//! The checker starts a test's process with a socket as its standard input and
//! writes one line, [`Control`], to it. The process answers on the same socket,
//! one line a [`Message`]: the token, a space, the message as JSON. The token is
//! drawn for this run; a line without it counts for nothing.

use crate::{Clock, End, Finding, SpanId};
use serde::{Deserialize, Serialize};

/// One line of a run's report. `Started` is first, `Finished` is last; a run
/// without a `Finished` ended early, whatever its exit code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
pub enum Message {
    /// The harness is there and is about to call the test.
    Started,
    /// The tests of this binary, where it was asked to list them.
    Tests {
        /// Their names, in the order of the file.
        names: Vec<String>,
    },
    /// The clock that the times that follow are read from.
    Clock {
        /// Real or virtual.
        clock: Clock,
    },
    /// A piece of work began.
    SpanStarted {
        /// Unique in this run.
        id: SpanId,
        /// The name of the row.
        item: String,
        /// The thread or the task.
        lane: String,
        /// Microseconds since the start of the test.
        at_us: u64,
    },
    /// A piece of work ended.
    SpanEnded {
        /// That of its start.
        id: SpanId,
        /// How it ended.
        how: End,
        /// Microseconds since the start of the test.
        at_us: u64,
    },
    /// A line worth showing with the verdict, such as a measured number.
    Note {
        /// One line of text.
        text: String,
    },
    /// A reason to refuse the answer. One is enough, however the test ends.
    Finding(Finding),
    /// The test returned or panicked, and the harness lived to say so.
    Finished {
        /// How it went.
        outcome: Outcome,
    },
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It returned, and nothing was found.
    Passed,
    /// It panicked or something was found.
    Failed,
    /// It was not run, because its file says so (`#[ignore]`).
    Ignored,
}

/// What a test's process is told before it does anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Must stand before every message of this run.
    pub token: String,
    /// From which a test draws its inputs.
    pub seed: u64,
    /// The test to run; `None` asks for the list of tests.
    pub test: Option<String>,
}

impl Control {
    const MAGIC: &'static str = "workbook/1";

    /// The line as it is sent, without its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        let test = self.test.as_deref().unwrap_or("");
        format!("{} {} {} {test}", Self::MAGIC, self.token, self.seed)
    }

    /// Read a line that [`Control::to_line`] wrote.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.trim_end_matches('\n').splitn(4, ' ');
        if words.next()? != Self::MAGIC {
            return None;
        }
        let token = words.next()?.to_owned();
        let seed = words.next()?.parse().ok()?;
        let test = words
            .next()
            .filter(|name| !name.is_empty())
            .map(str::to_owned);
        Some(Self { token, seed, test })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_line_is_read_as_it_was_written() {
        for test in [None, Some("tests::it works".to_owned())] {
            let control = Control {
                token: "ab12".into(),
                seed: 7,
                test,
            };
            assert_eq!(Control::from_line(&control.to_line()), Some(control));
        }
    }

    #[test]
    fn a_line_of_another_version_is_refused() {
        assert_eq!(Control::from_line("workbook/2 t 1 a"), None);
    }
}
