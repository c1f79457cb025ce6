//! Why an answer was refused.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One reason to refuse an answer, in four parts: what was seen, the promise
/// that it breaks, what it means, and where to look. It never contains the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The sort of mistake.
    pub kind: Kind,
    /// What was seen: `the second request started when the first had ended`.
    pub observed: String,
    /// The promise that this breaks, in words of the exercise: `It takes as long as
    /// the slower request alone.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<String>,
    /// What that means: `the requests waited for each other`.
    pub meaning: String,
    /// Where to look: `what starts a future that is not awaited yet?`. Empty where
    /// the cause is not known.
    pub look_at: String,
    /// The place in the learner's file, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// A place in a source file; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The file as the compiler was given it.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// The sort of mistake that a [`Finding`] speaks of.
///
/// The names in kebab-case are a public interface: wrong answers are filed
/// with the kind that must refuse them, and reports carry them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The compiler refused it.
    DoesNotCompile,
    /// It uses something that the exercise forbids.
    Forbidden,
    /// The value or the effect is not what was asked for.
    WrongResult,
    /// Work that has to be done was never begun.
    NotStarted,
    /// Things that should have happened at the same time did not.
    NotConcurrent,
    /// More things happened at the same time than allowed.
    TooConcurrent,
    /// It came later than promised: a return, an event, an end.
    Late,
    /// It came before its time.
    TooEarly,
    /// Another thread, task, pool, runtime or process did it than the one that has to.
    WrongThread,
    /// Threads got at the same place, at least one to change it, and nothing ordered them.
    DataRace,
    /// Work that does not yield held up the runtime or the caller.
    BlocksRuntime,
    /// A thread that waits looks again and again instead of sleeping.
    BusyWaits,
    /// Something outlived its purpose: a task, a thread, memory, a socket.
    Leaks,
    /// It was still running at the deadline.
    Hangs,
    /// It panicked where it must not, perhaps in a task or another thread.
    Panicked,
    /// A signal ended it: an abort, a stack overflow, a segmentation fault.
    Crashed,
    /// The process ended before its test did.
    ExitedEarly,
    /// It wrote more than anybody will read.
    FloodsOutput,
    /// A test in the learner's own file does not pass, or does not compile.
    OwnTestFails,
    /// A test that was expected did not report.
    TestsMissing,
    /// It passed in some runs and not in others.
    Flaky,
}

impl Kind {
    /// Every kind, in the order in which they are declared.
    pub const ALL: [Kind; 21] = [
        Kind::DoesNotCompile,
        Kind::Forbidden,
        Kind::WrongResult,
        Kind::NotStarted,
        Kind::NotConcurrent,
        Kind::TooConcurrent,
        Kind::Late,
        Kind::TooEarly,
        Kind::WrongThread,
        Kind::DataRace,
        Kind::BlocksRuntime,
        Kind::BusyWaits,
        Kind::Leaks,
        Kind::Hangs,
        Kind::Panicked,
        Kind::Crashed,
        Kind::ExitedEarly,
        Kind::FloodsOutput,
        Kind::OwnTestFails,
        Kind::TestsMissing,
        Kind::Flaky,
    ];

    /// The name in kebab-case, as in `// refused: not-concurrent`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::DoesNotCompile => "does-not-compile",
            Kind::Forbidden => "forbidden",
            Kind::WrongResult => "wrong-result",
            Kind::NotStarted => "not-started",
            Kind::NotConcurrent => "not-concurrent",
            Kind::TooConcurrent => "too-concurrent",
            Kind::Late => "late",
            Kind::TooEarly => "too-early",
            Kind::WrongThread => "wrong-thread",
            Kind::DataRace => "data-race",
            Kind::BlocksRuntime => "blocks-runtime",
            Kind::BusyWaits => "busy-waits",
            Kind::Leaks => "leaks",
            Kind::Hangs => "hangs",
            Kind::Panicked => "panicked",
            Kind::Crashed => "crashed",
            Kind::ExitedEarly => "exited-early",
            Kind::FloodsOutput => "floods-output",
            Kind::OwnTestFails => "own-test-fails",
            Kind::TestsMissing => "tests-missing",
            Kind::Flaky => "flaky",
        }
    }

    /// The headline for a person: `not concurrent`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Kind::DoesNotCompile => "does not compile",
            Kind::Forbidden => "forbidden construct",
            Kind::WrongResult => "wrong result",
            Kind::NotStarted => "not started",
            Kind::NotConcurrent => "not concurrent",
            Kind::TooConcurrent => "too concurrent",
            Kind::Late => "late",
            Kind::TooEarly => "too early",
            Kind::WrongThread => "wrong thread or task",
            Kind::DataRace => "data race",
            Kind::BlocksRuntime => "blocks the runtime",
            Kind::BusyWaits => "waits busily",
            Kind::Leaks => "leaks",
            Kind::Hangs => "hangs",
            Kind::Panicked => "panicked",
            Kind::Crashed => "crashed",
            Kind::ExitedEarly => "exited early",
            Kind::FloodsOutput => "floods its output",
            Kind::OwnTestFails => "a test in the file fails",
            Kind::TestsMissing => "tests missing",
            Kind::Flaky => "flaky",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    /// # Errors
    ///
    /// Names the kinds that exist when `name` is none of them.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| {
                let names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
                format!(
                    "unknown finding `{name}`; the findings are: {}",
                    names.join(", ")
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = "serial".parse::<Kind>().unwrap_err();
        assert!(
            error.contains("`serial`") && error.contains("not-concurrent"),
            "{error}"
        );
    }
}
