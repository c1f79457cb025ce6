//! The messages of a run, in the order in which they are sent.
//!
//! The checker starts a test's process with a socket as its standard input and
//! writes one line, [`Control`](crate::Control), to it. The process answers on
//! the same socket, one line a [`Message`]: the token, a space, the message as
//! JSON. The token is drawn for this run; a line without it counts for nothing.
//!
//! After a [`Message::Finished`] that passed, the checker sends a key which was
//! not in the process before ([`Reply::Key`](crate::Reply)); only who was called
//! back by the test can wait for it and repeat it. It answers each
//! [`Message::Ask`] and [`Message::Got`] too.

use crate::{
    Activity, Claim, Clock, End, Finding, Kind, Peak, ProcessId, Seal, SpanId, SpeedUp, Threads,
};
use serde::{Deserialize, Serialize};

/// One line of a run's report. `Sealed` is first where the run is sealed, then
/// comes `Started`; `Finished` is last, or `Confirmed` after a pass. A run
/// without its last line ended early, whatever its exit code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
pub enum Message {
    /// The process was told something in another version of this protocol than its
    /// own, which is this. It says nothing more.
    Speaks {
        /// Its version.
        protocol: u32,
    },
    /// The process has sealed itself; nothing of the answer has run.
    Sealed(Seal),
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
        /// It waits for work that is told as well, such as a request, and is none.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waits: bool,
        /// What it does, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        activity: Option<Activity>,
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
    /// So many pieces of work were under way at once: the spans that were told so
    /// far have to show as many.
    Overlapped {
        /// That many at least.
        pieces: usize,
    },
    /// From now on the test holds the answer to this.
    Promised {
        /// Words of the exercise.
        text: String,
        /// Which findings break it; all that the test makes, if no kind is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        against: Option<Kind>,
    },
    /// A line worth showing with the verdict, such as a measured number.
    Note {
        /// One line of text.
        text: String,
    },
    /// How much faster work was that was shared.
    SpeedUp(SpeedUp),
    /// A reason to refuse the answer. One is enough, however the test ends.
    Finding(Finding),
    /// A question to the system, which a sealed process cannot ask itself. The
    /// answer is a [`Reply::Answer`](crate::Reply).
    Ask {
        /// Stands in the answer.
        number: u64,
        /// What is to be known.
        about: Question,
    },
    /// What something will have to be, said before the answer is asked for it: so
    /// the checker knows it, and nothing that the answer does changes it. There
    /// is no pass without a `Got` of the same number.
    Expected {
        /// Unique in this run.
        number: u64,
        /// `the sum`
        what: String,
        /// As `Debug` shows it.
        value: String,
    },
    /// What it has become. The answer is a [`Reply::Same`](crate::Reply) or a
    /// [`Reply::Differs`](crate::Reply).
    Got {
        /// That of its `Expected`.
        number: u64,
        /// As `Debug` shows it.
        value: String,
    },
    /// The test returned or panicked, and the harness lived to say so.
    Finished {
        /// How it went.
        outcome: Outcome,
    },
    /// The last words after a pass.
    Confirmed {
        /// What the checker sent when it had heard of the pass.
        key: String,
    },
}

/// What only the system knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// What do these threads of the test's process do?
    Threads(Threads),
    /// Which thread of the test's process has worked most, besides this one?
    Busiest(i32),
    /// Is this a worker that descends from the test's process?
    Worker(Claim),
    /// What is there still of this process?
    Left(ProcessId),
    /// What of the test's process lies in memory?
    Memory(Peak),
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
