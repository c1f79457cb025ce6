//! What can be said about an answer. Data only: never printed here, never an `Err`.

use report::{Finding, Kind, Location, Outcome, Seal, Spans, SpeedUp};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What is observed of an answer in which something is not written yet.
pub(crate) const UNWRITTEN: &str = "the answer stops at a gap";

/// What is observed of an answer that its hidden test cannot call.
pub(crate) const MISFIT: &str = "the file compiles, but the test cannot call it";

/// The judgement on one answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The exercise, by its name.
    pub exercise: String,
    /// Why it did not pass, the most telling first; empty for a pass.
    pub findings: Vec<Finding>,
    /// One for each expected test, in the order of the hidden test's list.
    pub tests: Vec<TestReport>,
    /// One for each test in the learner's own file, where those are asked too.
    #[serde(default)]
    pub own_tests: Vec<TestReport>,
    /// What the compiler and clippy said.
    pub diagnostics: Vec<Diagnostic>,
    /// From the start of the compiler to the end of the last test.
    pub took: Duration,
    /// What is odd in the answer without being forbidden.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// What the answer's compiler was kept within, if it was.
    #[serde(default)]
    pub fence: Option<Fenced>,
}

/// Something that a person who grades may want to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// What it is: a phrase.
    pub what: String,
    /// Where.
    pub location: Option<Location>,
}

/// What was in force around a process that was started within a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fenced {
    /// The version of Landlock.
    pub landlock: Option<u32>,
    /// Whether system calls were filtered.
    pub seccomp: bool,
}

impl Verdict {
    /// Every expected test was reported as passed by this run, and nothing was
    /// found. A test that the file itself ignores is passed over, but not all
    /// can be: what was never run shows nothing.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.findings.is_empty()
            && self.tests.iter().any(TestReport::passed)
            && self.tests.iter().all(|test| match test.end {
                TestEnd::Reported(outcome) => outcome != Outcome::Failed,
                TestEnd::NotRun | TestEnd::Ended { .. } => false,
            })
    }

    /// It stopped at a `todo!()`, which may say what is missing: there is no answer
    /// yet to be right or wrong.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        let first = self.findings.first();
        first.is_some_and(|finding| {
            let observed = &finding.observed;
            observed.starts_with(UNWRITTEN) || observed.contains(": not yet implemented")
        })
    }

    /// The answer compiles, and the hidden test cannot call it.
    #[must_use]
    pub fn is_misfit(&self) -> bool {
        let first = self.findings.first();
        first.is_some_and(|finding| finding.observed.starts_with(MISFIT))
    }

    /// The sort of mistake that the verdict is headed by; `None` for a pass.
    #[must_use]
    pub fn headline(&self) -> Option<Kind> {
        self.findings.first().map(|finding| finding.kind)
    }

    /// What the first test that did not pass drew its inputs from, if one was run.
    #[must_use]
    pub fn telling_seed(&self) -> Option<u64> {
        let mut run = self.tests.iter().filter(|test| test.attempts > 0);
        Some(run.find(|test| !test.passed())?.seed)
    }

    /// The test whose picture says most: the first that did not pass. After a
    /// pass the first again, to be compared with the picture from before it, as
    /// long as it shows more than one piece of work.
    #[must_use]
    pub fn telling_test(&self) -> Option<&TestReport> {
        let drawn = || {
            let tests = self.tests.iter();
            tests.filter(|test| !test.spans.spans.is_empty())
        };
        drawn()
            .find(|test| !test.passed())
            .or_else(|| drawn().find(|test| test.spans.spans.len() > 1))
            .or_else(|| drawn().next())
    }
}

/// What one test's process left behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestReport {
    /// The test's name, a sentence in snake case.
    pub name: String,
    /// How it ended.
    pub end: TestEnd,
    /// What it found.
    pub findings: Vec<Finding>,
    /// What was seen to run, and when.
    pub spans: Spans,
    /// How much faster its work was than one piece after another.
    #[serde(default)]
    pub speed_up: Option<SpeedUp>,
    /// Lines worth showing, such as measured numbers.
    pub notes: Vec<String>,
    /// The learner's own output, cut to a bound.
    pub output: String,
    /// Whether `output` was cut.
    pub output_cut: bool,
    /// Real time.
    pub took: Duration,
    /// What it drew its inputs from; 0 where it did not run.
    #[serde(default)]
    pub seed: u64,
    /// How often it was run.
    #[serde(default)]
    pub attempts: u32,
    /// What kept it from the rest of the machine, as it was witnessed.
    #[serde(default)]
    pub seal: Option<Seal>,
}

impl TestReport {
    /// Whether this run reported the test as passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.findings.is_empty() && self.end == TestEnd::Reported(Outcome::Passed)
    }
}

/// How a test's process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestEnd {
    /// The harness lived to report it.
    Reported(Outcome),
    /// The process ended without a report, or was ended.
    Ended {
        /// Its exit code.
        code: Option<i32>,
        /// The signal that ended it.
        signal: Option<i32>,
    },
    /// Not started, because an earlier test already decided the verdict.
    NotRun,
}

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It stops the compilation.
    Error,
    /// It does not, unless the exercise says that lints count.
    Warning,
    /// Everything else.
    Note,
}

/// One message of the compiler or of clippy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it weighs.
    pub level: Level,
    /// `E0308`, `clippy::needless_return`, …
    pub code: Option<String>,
    /// The first line.
    pub message: String,
    /// The first place that it points to.
    pub location: Option<Location>,
    /// The whole message as rustc rendered it, with colours.
    pub rendered: String,
}
