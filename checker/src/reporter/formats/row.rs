//! The lines of a platform's list: what has points of its own.

use super::number;
use super::words::{one_line, sentence};
use crate::reporter::json::{ExerciseReport, Report, Status, TestReport};

/// An exercise, or one of its tests where these have points of their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) exercise: &'r ExerciseReport,
    /// `None` for the exercise as a whole.
    pub(super) test: Option<&'r TestReport>,
    /// `1`, or `1` and `2` for the second test of the first exercise.
    number: (usize, Option<usize>),
}

impl Row<'_> {
    pub(super) fn status(&self) -> Status {
        self.test.map_or(self.exercise.status, |test| test.status)
    }

    /// What it is worth.
    pub(super) fn points(&self) -> f64 {
        let points = |test: &TestReport| match test.status == Status::Pass {
            true => test.points.clamp(0.0, test.max_points.max(0.0)),
            false => 0.0,
        };
        self.test.map_or_else(|| self.exercise.earned(), points)
    }

    /// What a pass is worth.
    pub(super) fn max_points(&self) -> f64 {
        let max = self.test.map_or(self.exercise.max_points, |t| t.max_points);
        max.max(0.0)
    }

    /// `join`, `join: both users are returned`.
    pub(super) fn name(&self) -> String {
        let exercise = one_line(&self.exercise.id);
        match self.test {
            Some(test) => format!("{exercise}: {}", sentence(&test.name)),
            None => exercise,
        }
    }

    /// `1`, `1.2`
    pub(super) fn number(&self) -> String {
        match self.number {
            (exercise, Some(test)) => format!("{exercise}.{test}"),
            (exercise, None) => exercise.to_string(),
        }
    }

    pub(super) fn millis(&self) -> u64 {
        let test = self.test.map(|test| test.duration_ms);
        test.unwrap_or(self.exercise.duration_ms)
    }
}

/// The rows of a report, in its order. Their points add up to its score.
pub(super) fn rows(report: &Report) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (place, exercise) in report.exercises.iter().enumerate() {
        let place = place + 1;
        if tests_have_points(exercise) {
            let tests = exercise.tests.iter().enumerate();
            rows.extend(tests.map(|(index, test)| Row {
                exercise,
                test: Some(test),
                number: (place, Some(index + 1)),
            }));
        } else {
            rows.push(Row {
                exercise,
                test: None,
                number: (place, None),
            });
        }
    }
    rows
}

/// Whether the tests say all that the exercise does: where they add up to its
/// points, and one of them is at fault where it did not pass.
fn tests_have_points(exercise: &ExerciseReport) -> bool {
    let rows = exercise.tests.iter().map(|test| Row {
        exercise,
        test: Some(test),
        number: (0, None),
    });
    let earned: f64 = rows.clone().map(|row| row.points()).sum();
    let max: f64 = rows.map(|row| row.max_points()).sum();
    let same = |a, b| number::points(a) == number::points(b);
    let statuses = || exercise.tests.iter().map(|test| test.status);
    exercise.partial_credit
        && !exercise.is_changed()
        && max > 0.0
        && same(earned, exercise.earned())
        && same(max, exercise.max_points)
        && match exercise.status {
            Status::Pass => true,
            Status::Fail | Status::Timeout | Status::Crash => {
                statuses().any(|status| status != Status::Pass && status != Status::Skipped)
            }
            Status::BuildError
            | Status::Flaky
            | Status::Forbidden
            | Status::Missing
            | Status::Skipped
            | Status::NotSubmitted
            | Status::Infra => false,
        }
}
