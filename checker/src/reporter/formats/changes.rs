//! Why an answer has other points than its verdict is worth, in words.

use super::number::points;
use super::words::one_line;
use crate::reporter::json::{ExerciseReport, Override, Report};

/// A line for each change, in the order in which they were made.
pub(super) fn lines(exercise: &ExerciseReport) -> Vec<String> {
    let set = exercise.overridden.as_ref();
    set.map(|set| overridden(set, exercise.max_points))
        .into_iter()
        .collect()
}

/// `points set by the instructor: 8 of 10 (the verdict is worth 0). Reason: …`
fn overridden(set: &Override, max: f64) -> String {
    let [set_to, judged, max] = [set.points, set.judged_points, max].map(points);
    format!(
        "points set by the instructor: {set_to} of {max} (the verdict is worth {judged}). \
         Reason: {}",
        one_line(&set.reason)
    )
}

/// What stands beside points in a table: that they are not those of the verdict.
pub(super) fn mark(exercise: &ExerciseReport) -> String {
    let set = exercise.overridden.as_ref();
    let set = set.map(|set| format!("set, judged {}", points(set.judged_points)));
    set.unwrap_or_default()
}

/// All changes of a report in one line, each with its exercise.
pub(super) fn all(report: &Report) -> String {
    let exercises = report.exercises.iter();
    let lines = exercises.flat_map(|exercise| {
        let id = one_line(&exercise.id);
        let lines = lines(exercise).into_iter();
        lines.map(move |line| format!("{id}: {line}"))
    });
    lines.collect::<Vec<_>>().join("; ")
}
