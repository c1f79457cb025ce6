//! From measured times to a deadline.

use crate::command::dev::rounds::Row;
use crate::course::Course;
use serde::Serialize;
use std::time::Duration;

/// A machine may be so many times slower than this one.
const ROOM: u32 = 20;
/// Deadlines that are easy to compare, in seconds.
const GRID: [u64; 7] = [1, 2, 5, 10, 20, 30, 60];

/// One exercise: its slowest test, and what follows from that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Proposal {
    pub(super) exercise: String,
    pub(super) test: String,
    /// Of all right answers together.
    pub(super) runs: usize,
    #[serde(rename = "median_ms", serialize_with = "ms")]
    pub(super) median: Duration,
    #[serde(rename = "slowest_ms", serialize_with = "ms")]
    pub(super) slowest: Duration,
    #[serde(rename = "proposed_ms", serialize_with = "ms")]
    pub(super) proposed: Duration,
    #[serde(rename = "present_ms", serialize_with = "ms")]
    pub(super) present: Duration,
    /// Whether the present deadline is shorter than the proposed one.
    pub(super) too_short: bool,
}

/// At least [`ROOM`] times as long as the slowest run, on the grid; beyond it in
/// whole minutes.
pub(super) fn deadline(slowest: Duration) -> Duration {
    let least = slowest * ROOM;
    let on_grid = GRID.map(Duration::from_secs);
    let found = on_grid.into_iter().find(|deadline| *deadline >= least);
    found.unwrap_or_else(|| {
        let seconds = least.as_secs() + u64::from(least.subsec_nanos() > 0);
        Duration::from_secs(seconds.div_ceil(60) * 60)
    })
}

/// One for each exercise that was measured, in the order of the course.
pub(super) fn proposals(rows: &[Row], course: &Course) -> Vec<Proposal> {
    let of_exercise = rows.chunk_by(|a, b| a.exercise == b.exercise);
    let slowest = of_exercise.filter_map(|rows| rows.iter().max_by_key(|row| row.slowest));
    let proposal = |row: &Row| {
        let exercise = &course.exercises[row.exercise];
        let proposed = deadline(row.slowest);
        Proposal {
            exercise: exercise.name.to_string(),
            test: row.test.clone(),
            runs: row.runs,
            median: row.median,
            slowest: row.slowest,
            proposed,
            present: exercise.deadline,
            too_short: exercise.deadline < proposed,
        }
    };
    slowest.map(proposal).collect()
}

fn ms<S: serde::Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
    // To a hundredth.
    to.serialize_f64((time.as_secs_f64() * 1e5).round() / 1e2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Setting;
    use crate::command::dev::sample;
    use std::path::Path;

    #[track_caller]
    fn check(slowest_ms: u64, want_seconds: u64) {
        let deadline = deadline(Duration::from_millis(slowest_ms));
        assert_eq!(deadline, Duration::from_secs(want_seconds));
    }

    #[test]
    fn a_deadline_is_twenty_times_the_slowest_run_on_a_grid() {
        check(0, 1);
        check(50, 1);
        check(51, 2);
        check(250, 5);
        check(260, 10);
        check(1_400, 30);
        check(3_000, 60);
        check(3_001, 120);
        check(7_000, 180);
    }

    fn row(exercise: usize, test: &str, slowest_ms: u64) -> Row {
        Row {
            exercise,
            test: test.to_owned(),
            setting: Setting::AllCores,
            runs: 3,
            median: Duration::from_millis(slowest_ms / 2),
            slowest: Duration::from_millis(slowest_ms),
            deadline: Duration::from_secs(5),
        }
    }

    #[test]
    fn an_exercise_needs_what_its_slowest_test_needs() {
        let course = sample::course(Path::new("/course"));
        let rows = [row(0, "a", 10), row(0, "b", 260), row(1, "c", 240)];
        let got = proposals(&rows, &course);
        let got: Vec<_> = got
            .iter()
            .map(|one| (one.test.as_str(), one.proposed.as_secs(), one.too_short))
            .collect();
        assert_eq!(got, [("b", 10, true), ("c", 5, false)]);
    }
}
