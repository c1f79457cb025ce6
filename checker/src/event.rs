//! The story of a judgement: the interface between judging and reporting.

use crate::verdict::Verdict;
use std::time::Duration;

/// One thing that happened while an answer was judged.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The crates that exercises use are being built, once.
    BuildingDependencies {
        /// How many are done.
        done: usize,
        /// How many there are.
        total: usize,
        /// The one that was finished last.
        current: String,
    },
    /// The crates that exercises use are there.
    DependenciesReady {
        /// How long it took; zero where they were there already.
        took: Duration,
    },
    /// Folders of runs that were killed were found, and are being removed.
    ClearingUp {
        /// How many.
        folders: usize,
    },
    /// Something in the cache is not what was built; it is built again.
    Damaged {
        /// What it is: `a crate that exercises use`.
        what: String,
        /// The file, and what is wrong with it.
        damage: String,
    },
    /// The compiler was started on an answer.
    Compiling {
        /// The exercise's name.
        exercise: String,
    },
    /// The answer compiled; its tests are being run.
    Testing {
        /// The exercise's name.
        exercise: String,
        /// How many tests there are.
        tests: usize,
    },
    /// One test ended.
    TestEnded {
        /// The exercise's name.
        exercise: String,
        /// The test's name.
        test: String,
        /// Whether it passed.
        passed: bool,
    },
    /// The judgement is made; the last event of an exercise.
    Judged {
        /// The verdict.
        verdict: Box<Verdict>,
    },
}
