//! One file, judged in the place of an exercise's, and what must come of it.

use crate::verdict::Verdict;
use report::Kind;
use std::path::PathBuf;

/// What must come of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// The exercise as shipped: anything but a pass.
    AnyRefusal,
    /// The solution: a pass without a single warning.
    CleanPass,
    /// Another right answer.
    Pass,
    /// A wrong answer, filed with this finding.
    Refusal(Kind),
}

impl Expect {
    /// Whether a pass is wanted.
    pub(super) fn pass(self) -> bool {
        match self {
            Expect::CleanPass | Expect::Pass => true,
            Expect::AnyRefusal | Expect::Refusal(_) => false,
        }
    }
}

/// A file that is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trial {
    /// The place of the exercise in the course.
    pub(super) exercise: usize,
    /// Absolute.
    pub(super) file: PathBuf,
    /// What must come of it.
    pub(super) expect: Expect,
}

/// A verdict that must not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unexpected {
    /// The exercise passes before anybody has solved it.
    PassesAsShipped,
    /// A right answer is refused.
    RightRefused,
    /// A wrong answer, filed with this finding, passes.
    WrongPassed(Kind),
    /// A wrong answer, filed with this finding, is refused with another one.
    OtherReason(Kind),
}

impl Expect {
    /// What is wrong with this verdict, if something is.
    pub(super) fn unexpected(self, verdict: &Verdict) -> Option<Unexpected> {
        match (self, verdict.passed()) {
            (Expect::CleanPass | Expect::Pass, true) | (Expect::AnyRefusal, false) => None,
            (Expect::CleanPass | Expect::Pass, false) => Some(Unexpected::RightRefused),
            (Expect::AnyRefusal, true) => Some(Unexpected::PassesAsShipped),
            (Expect::Refusal(kind), true) => Some(Unexpected::WrongPassed(kind)),
            (Expect::Refusal(kind), false) => {
                let other = verdict.headline() != Some(kind);
                other.then_some(Unexpected::OtherReason(kind))
            }
        }
    }
}

/// An answer of which nobody knows what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfiled {
    /// Absolute.
    pub(super) file: PathBuf,
    /// What is wrong with it.
    pub(super) what: String,
}
