//! Points as numbers.

use crate::reporter::json::{ExerciseReport, Status};

/// At most two decimals and no more than are needed: `5`, `2.5`, `0.33`.
pub(super) fn points(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "-0" | "" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// `2.5 / 5`; a dash for what does not count.
pub(super) fn worth(exercise: &ExerciseReport) -> String {
    if matches!(exercise.status, Status::Skipped | Status::Infra) {
        return "–".to_owned();
    }
    let (earned, max) = (points(exercise.earned()), points(exercise.max_points));
    format!("{earned} / {max}")
}

/// The same as [`points`], as a number; what is whole is written without decimals.
pub(super) fn number(value: f64) -> serde_json::Number {
    let rounded = (value * 100.0).round() / 100.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and small enough, or written with decimals"
    )]
    let whole = rounded as i64;
    #[expect(clippy::cast_precision_loss, reason = "only compared")]
    let is_whole = (whole as f64).to_bits() == (rounded + 0.0).to_bits();
    match serde_json::Number::from_f64(rounded) {
        Some(number) if !is_whole => number,
        Some(_) | None => whole.into(),
    }
}

/// Whole points of `max`: rounded half up, but a part never becomes the whole,
/// and nothing never becomes something. Returns the points and the most.
pub(super) fn whole(value: f64, max: f64) -> (u64, u64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` goes to the nearest number that there is"
    )]
    let round = |value: f64| (value + 0.5).floor() as u64;
    let most = round(max.max(0.0));
    if value >= max {
        return (most, most);
    }
    (round(value.max(0.0)).min(most.saturating_sub(1)), most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, want: &str) {
        assert_eq!(points(value), want);
        assert_eq!(number(value).to_string(), want);
    }

    #[test]
    fn numbers_have_no_more_decimals_than_they_need() {
        check(5.0, "5");
        check(0.0, "0");
        check(-0.0, "0");
        check(100.0, "100");
        check(2.5, "2.5");
        check(1.0 / 3.0, "0.33");
        check(0.1 + 0.2, "0.3");
    }

    #[track_caller]
    fn rounds(value: f64, max: f64, want: (u64, u64)) {
        assert_eq!(whole(value, max), want);
    }

    #[test]
    fn a_part_is_rounded_half_up_and_never_to_the_whole() {
        rounds(5.0, 5.0, (5, 5));
        rounds(2.5, 5.0, (3, 5));
        rounds(2.4, 5.0, (2, 5));
        rounds(4.9, 5.0, (4, 5));
        rounds(0.0, 5.0, (0, 5));
        rounds(0.5, 1.0, (0, 1));
        rounds(0.0, 0.0, (0, 0));
        rounds(-1.0, 5.0, (0, 5));
    }
}
