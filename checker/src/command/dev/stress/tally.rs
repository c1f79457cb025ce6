//! What came of all runs. Each run is added up and forgotten.

use crate::cli::Setting;
use crate::command::dev::rounds::{Times, Tried};
use crate::command::dev::trial::{Expect, Unexpected};
use crate::course::Course;
use crate::verdict::{TestEnd, Verdict};
use report::{Finding, Kind};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// So many rounds of one false verdict are named.
const NAMED: usize = 5;

/// What came of all runs.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Deadlines are multiplied by this.
    scale: f64,
    counts: BTreeMap<Setting, Counts>,
    false_verdicts: Vec<FalseVerdict>,
    pub(super) times: Times,
    late: BTreeMap<Late, usize>,
}

/// The runs in one setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) runs: usize,
    pub(super) false_verdicts: usize,
}

/// A verdict that must not come, as often as it came of one answer in one setting.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FalseVerdict {
    /// The place of the exercise in the course.
    pub(super) exercise: usize,
    pub(super) file: PathBuf,
    pub(super) setting: Setting,
    pub(super) expect: Expect,
    pub(super) what: Unexpected,
    /// What it was refused with; `None` where it passed.
    pub(super) came: Option<Kind>,
    /// In how many rounds.
    pub(super) times: usize,
    /// The first of them, with their seeds.
    pub(super) rounds: Vec<(usize, u64)>,
    /// From the first of them.
    pub(super) finding: Option<Finding>,
    /// The test that found it.
    pub(super) test: Option<String>,
}

/// A test of a wrong answer that only the deadline ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Late {
    pub(super) exercise: usize,
    pub(super) file: PathBuf,
    pub(super) test: String,
}

impl Tally {
    pub(super) fn new(scale: f64) -> Self {
        Self {
            scale,
            ..Self::default()
        }
    }

    /// Add a run.
    pub(super) fn note(&mut self, course: &Course, tried: &Tried<'_>) {
        self.times.note(tried);
        self.note_late(course, tried);
        let what = tried.trial.expect.unexpected(&tried.verdict);
        let counts = self.counts.entry(tried.setting).or_default();
        counts.runs += 1;
        if let Some(what) = what {
            counts.false_verdicts += 1;
            self.note_false(what, tried);
        }
    }

    fn note_false(&mut self, what: Unexpected, tried: &Tried<'_>) {
        let came = came(&tried.verdict);
        let known = self.false_verdicts.iter_mut().find(|known| {
            known.file == tried.trial.file && known.setting == tried.setting && known.came == came
        });
        let round = (tried.round, tried.seed);
        if let Some(known) = known {
            known.times += 1;
            if known.rounds.len() < NAMED {
                known.rounds.push(round);
            }
            return;
        }
        let finding = tried.verdict.findings.first();
        let found = |finding: &Finding| {
            let mut tests = tried.verdict.tests.iter();
            let test = tests.find(|test| test.findings.contains(finding));
            test.map(|test| test.name.clone())
        };
        self.false_verdicts.push(FalseVerdict {
            exercise: tried.trial.exercise,
            file: tried.trial.file.clone(),
            setting: tried.setting,
            expect: tried.trial.expect,
            what,
            came,
            times: 1,
            rounds: vec![round],
            finding: finding.cloned(),
            test: finding.and_then(found),
        });
    }

    fn note_late(&mut self, course: &Course, tried: &Tried<'_>) {
        if tried.trial.expect.pass() {
            return;
        }
        let exercise = tried.trial.exercise;
        let deadline = course.exercises[exercise].deadline.mul_f64(self.scale);
        for test in &tried.verdict.tests {
            if ended_by_deadline(test.end, test.took, deadline) {
                let late = Late {
                    exercise,
                    file: tried.trial.file.clone(),
                    test: test.name.clone(),
                };
                *self.late.entry(late).or_default() += 1;
            }
        }
    }

    /// In one setting.
    pub(super) fn counts(&self, setting: Setting) -> Counts {
        self.counts.get(&setting).copied().unwrap_or_default()
    }

    /// In all settings together.
    pub(super) fn false_runs(&self) -> usize {
        let counts = self.counts.values();
        counts.map(|counts| counts.false_verdicts).sum()
    }

    /// In the order of the course.
    pub(super) fn false_verdicts(&self) -> Vec<&FalseVerdict> {
        let mut all: Vec<_> = self.false_verdicts.iter().collect();
        all.sort_by_key(|one| {
            (
                one.exercise,
                &one.file,
                one.setting,
                one.came.map(Kind::name),
            )
        });
        all
    }

    /// In the order of the course, each with how often it happened.
    pub(super) fn late(&self) -> impl ExactSizeIterator<Item = (&Late, usize)> {
        self.late.iter().map(|(late, times)| (late, *times))
    }
}

fn came(verdict: &Verdict) -> Option<Kind> {
    match verdict.passed() {
        true => None,
        // A verdict that is no pass names why.
        false => Some(verdict.headline().unwrap_or(Kind::TestsMissing)),
    }
}

fn ended_by_deadline(end: TestEnd, took: Duration, deadline: Duration) -> bool {
    let stopped = TestEnd::Ended {
        code: None,
        signal: None,
    };
    end == stopped && took >= deadline
}

#[cfg(test)]
mod tests;
