//! How long the tests of right answers take.

use super::Tried;
use super::spread::Spread;
use crate::cli::Setting;
use crate::course::Course;
use crate::verdict::TestEnd;
use std::collections::BTreeMap;
use std::time::Duration;

/// The times of every test in every setting.
#[derive(Debug, Default)]
pub(in crate::command::dev) struct Times(BTreeMap<(usize, String, Setting), Spread>);

/// The times of one test in one setting, of all right answers together.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::command::dev) struct Row {
    /// The place of the exercise in the course.
    pub(in crate::command::dev) exercise: usize,
    pub(in crate::command::dev) test: String,
    pub(in crate::command::dev) setting: Setting,
    pub(in crate::command::dev) runs: usize,
    pub(in crate::command::dev) median: Duration,
    pub(in crate::command::dev) slowest: Duration,
    pub(in crate::command::dev) deadline: Duration,
}

impl Row {
    /// How much of the deadline the slowest run needed; 1.0 is all of it.
    pub(in crate::command::dev) fn share(&self) -> f64 {
        self.slowest.as_secs_f64() / self.deadline.as_secs_f64().max(1e-9)
    }
}

impl Times {
    /// Add the tests of a run, where it is one of a right answer.
    pub(in crate::command::dev) fn note(&mut self, tried: &Tried<'_>) {
        if !tried.trial.expect.pass() {
            return;
        }
        let tests = tried.verdict.tests.iter();
        for test in tests.filter(|test| test.end != TestEnd::NotRun) {
            let key = (tried.trial.exercise, test.name.clone(), tried.setting);
            self.0.entry(key).or_default().add(test.took);
        }
    }

    /// In the order of the course. Deadlines are multiplied by `scale`.
    pub(in crate::command::dev) fn rows(&self, course: &Course, scale: f64) -> Vec<Row> {
        let row = |((exercise, test, setting), spread): (&(usize, String, Setting), &Spread)| Row {
            exercise: *exercise,
            test: test.clone(),
            setting: *setting,
            runs: spread.runs(),
            median: spread.median(),
            slowest: spread.slowest(),
            deadline: course.exercises[*exercise].deadline.mul_f64(scale),
        };
        self.0.iter().map(row).collect()
    }
}
