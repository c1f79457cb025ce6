//! What is due, and when the rest is.

use crate::course::{Course, Exercise};
use crate::progress::{History, Progress};
use crate::reporter::{Count, Ink, Look, Page};

const DAY: u64 = 24 * 60 * 60;

/// So many of those that come later are listed.
const LATER: usize = 5;

/// What has passed, with the moment at which it is due, the longest overdue first.
fn by_moment<'c>(course: &'c Course, progress: &Progress) -> Vec<(u64, &'c Exercise, History)> {
    let exercises = course.exercises.iter().filter_map(|exercise| {
        let history = progress.history(exercise.name.as_str());
        Some((history.review_due()?, exercise, history))
    });
    let mut exercises: Vec<_> = exercises.collect();
    exercises.sort_by_key(|(due, _, _)| *due);
    exercises
}

/// The exercises that are due now. A review that has begun is due until it passes.
pub(super) fn now<'c>(course: &'c Course, progress: &Progress, now: u64) -> Vec<&'c Exercise> {
    let exercises = by_moment(course, progress).into_iter();
    let due = exercises.filter(|(due, _, history)| *due <= now || history.in_review);
    due.map(|(_, exercise, _)| exercise).collect()
}

/// A row for each that is due, and for the next ones.
pub(super) fn list(course: &Course, progress: &Progress, now: u64, look: &Look) -> String {
    let mut page = Page::new(look);
    let all = by_moment(course, progress);
    let (due, later): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(due, _, history)| *due <= now || history.in_review);
    if due.is_empty() {
        page.line(&nothing(course, progress, now));
    }
    let shown = || due.iter().chain(later.iter().take(LATER));
    let width = shown().map(|(_, one, _)| one.name.as_str().len()).max();
    let width = width.unwrap_or(0);
    for (due, exercise, history) in shown() {
        let when = match history.in_review {
            true => "begun".to_owned(),
            false => when(*due, now),
        };
        let ink = if *due <= now { Ink::Strong } else { Ink::Faint };
        let when = look.paint(ink, &format!("{when:12}"));
        let reviews = match history.reviews {
            0 => "not reviewed yet".to_owned(),
            count => format!(
                "{} in a row",
                Count(usize::try_from(count).unwrap_or(0), "review")
            ),
        };
        let name = exercise.name.as_str();
        page.line(&format!("{name:width$}  {when}  {reviews}"));
    }
    if !due.is_empty() {
        page.gap();
        let due = Count(due.len(), "exercise");
        page.line(&format!("{due} due; `workbook review` begins."));
    }
    page.into_text()
}

/// Says that nothing is due, and what will be.
pub(super) fn nothing(course: &Course, progress: &Progress, now: u64) -> String {
    match by_moment(course, progress).first() {
        Some((due, exercise, _)) => format!(
            "Nothing is due for review. The next one is `{}`, {}.",
            exercise.name,
            when(*due, now)
        ),
        None => "Nothing is due for review: no exercise has passed yet.".to_owned(),
    }
}

/// After a review that passed.
pub(super) fn next_time(name: &str, progress: &Progress, now: u64) -> String {
    let due = progress.history(name).review_due().unwrap_or(now);
    format!(
        "Reviewed; your answer is as it was. Next time {}.",
        when(due, now)
    )
}

/// `now`, `in 3 days`
fn when(due: u64, now: u64) -> String {
    match due.saturating_sub(now) {
        0 => "now".to_owned(),
        left => {
            let days = usize::try_from(left.div_ceil(DAY)).unwrap_or(usize::MAX);
            format!("in {}", Count(days, "day"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_up() {
        assert_eq!(when(5, 5), "now");
        assert_eq!(when(6, 5), "in 1 day");
        assert_eq!(when(5 + 3 * DAY, 5), "in 3 days");
    }
}
