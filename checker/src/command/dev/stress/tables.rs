//! Which tests are worth a look: the slowest, and those whose deadline is near.

use crate::command::dev::outputs::Rows;
use crate::command::dev::rounds::Row;
use crate::course::Course;
use crate::reporter::{Ink, Page};
use crate::timeline::duration;

/// Rows of a table for people.
const SHOWN: usize = 8;

/// The slowest first.
pub(super) fn slowest(rows: &[Row]) -> Vec<&Row> {
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.slowest));
    rows.truncate(SHOWN);
    rows
}

/// The one whose deadline is nearest first.
pub(super) fn nearest(rows: &[Row]) -> Vec<&Row> {
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by(|a, b| b.share().total_cmp(&a.share()));
    rows.truncate(SHOWN);
    rows
}

/// Show the two, or the first alone where both hold the same tests.
pub(super) fn show(rows: &[Row], cut: Rows, course: &Course, page: &mut Page) {
    if rows.is_empty() {
        return;
    }
    let (slowest, nearest) = (slowest(rows), nearest(rows));
    let same = nearest.iter().all(|row| slowest.contains(row));
    table(
        "The slowest tests of right answers",
        &slowest,
        cut,
        course,
        page,
    );
    if !same {
        table(
            "The nearest to their deadlines",
            &nearest,
            cut,
            course,
            page,
        );
    }
}

fn table(title: &str, rows: &[&Row], cut: Rows, course: &Course, page: &mut Page) {
    page.gap();
    page.line(&page.look.paint(Ink::Strong, title));
    let head = format!(
        "  {:>8}  {:>8}  {:>8}  {:>6}  {:<9}  {}",
        "median", "slowest", "deadline", "share", "setting", "test"
    );
    page.line(&page.look.paint(Ink::Faint, &head));
    for row in rows {
        let exercise = &course.exercises[row.exercise].name;
        let row = format!(
            "  {:>8}  {:>8}  {:>8}  {:>4.0} %  {:<9}  {exercise}: {}",
            duration(row.median),
            duration(row.slowest),
            duration(row.deadline),
            row.share() * 100.0,
            row.setting.name(),
            row.test
        );
        page.line(&cut.fit(&row, &page.look));
    }
}
