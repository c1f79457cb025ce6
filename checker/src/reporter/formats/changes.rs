//! Why an answer has other points than its verdict is worth, in words.

use super::number::points;
use super::words::one_line;
use crate::reporter::json::{ExerciseReport, Late, Override, Report};

/// A line for each change, in the order in which they were made.
pub(super) fn lines(exercise: &ExerciseReport) -> Vec<String> {
    let set = exercise.overridden.as_ref();
    let set = set.map(|set| overridden(set, exercise.max_points));
    set.into_iter()
        .chain(exercise.late.as_ref().map(late))
        .collect()
}

/// `late by 1 day 2 h: 1 of 10 points taken, 9 left (10 % for each started day)`
fn late(late: &Late) -> String {
    let [before, taken, left] = [
        late.points_before,
        late.taken,
        late.points_before - late.taken,
    ];
    let [before, taken, left] = [before, taken, left].map(points);
    format!(
        "late by {} (due {}): {taken} of {before} points taken, {left} left ({})",
        length(late.seconds),
        one_line(&late.due),
        one_line(&late.rule)
    )
}

/// `1 day 2 h 3 min 4 s`, without what is zero.
#[must_use]
pub fn length(seconds: u64) -> String {
    let days = seconds / 86_400;
    let word = if days == 1 { "day" } else { "days" };
    let parts = [
        (days, word),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    match parts.as_slice() {
        [] => "0 s".to_owned(),
        parts => parts.join(" "),
    }
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
    let late = exercise.late.as_ref().map(|late| match late.taken > 0.0 {
        true => format!("late, {} taken", points(late.taken)),
        false => "late".to_owned(),
    });
    let marks: Vec<_> = set.into_iter().chain(late).collect();
    marks.join("; ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_has_no_more_words_than_it_needs() {
        let lengths = [0, 1, 60, 3600, 86_400, 180_061].map(length);
        let want = [
            "0 s",
            "1 s",
            "1 min",
            "1 h",
            "1 day",
            "2 days 2 h 1 min 1 s",
        ];
        assert_eq!(lengths, want);
    }
}
