//! What a regrading changed, for people.

use super::MOVEMENT;
use super::movement::{Moved, MovedExercise, Regrade, Touched};
use crate::grade::worth::shown;
use crate::reporter::{Count, Ink, Look, Page, wrap};
use console::{Alignment, measure_text_width, pad_str};

/// So many lines of points are shown; all of them are in the file.
const MOST: usize = 200;
/// So many exercises with the same changes are shown one by one.
const MOST_ALIKE: usize = 12;
/// Longer names are cut.
const WIDEST: usize = 24;
/// Words in less room are hard to read.
const LEAST: usize = 24;

/// What is judged again, then whose points moved. The results are in the folder `out`.
#[must_use]
pub fn text(regrade: &Regrade, out: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    touched(regrade, &mut page);
    if regrade.dry_run {
        page.gap();
        let judged = Count(regrade.judged, "answer");
        let kept = Count(regrade.kept, "answer");
        page.line(&format!(
            "{judged} would be judged again; the verdicts on {kept} stay."
        ));
        page.line("Nothing was changed.");
        return page.into_text();
    }
    moved(regrade, out, &mut page);
    page.gap();
    sums(regrade, out, &mut page);
    page.into_text()
}

/// The exercises that verdicts had to be looked at again of.
fn touched(regrade: &Regrade, page: &mut Page) {
    if regrade.exercises.is_empty() {
        page.line("No exercise is judged by anything else than before.");
        return;
    }
    let rows = grouped(&regrade.exercises);
    let rows = rows.iter().map(|one| {
        let because = match one.changed.as_slice() {
            [] => "verdicts were missing".to_owned(),
            changed => changed.join(", "),
        };
        let (answers, judged) = (one.answers.to_string(), one.judged.to_string());
        [one.id.clone(), answers, judged, because]
    });
    let judged = if regrade.dry_run {
        "to judge"
    } else {
        "judged"
    };
    let head = ["exercise", "answers", judged, "what changed"];
    table(head, &rows.collect::<Vec<_>>(), [false, true, true], page);
}

/// Where a new compiler touches everything, one row says so.
fn grouped(all: &[Touched]) -> Vec<Touched> {
    let mut rows: Vec<Touched> = Vec::new();
    for one in all {
        let alike = all.iter().filter(|other| other.changed == one.changed);
        let alike: Vec<_> = alike.collect();
        if alike.len() <= MOST_ALIKE {
            rows.push(one.clone());
        } else if alike.first().is_some_and(|first| first.id == one.id) {
            rows.push(Touched {
                id: Count(alike.len(), "exercise").to_string(),
                changed: one.changed.clone(),
                answers: alike.iter().map(|one| one.answers).sum(),
                judged: alike.iter().map(|one| one.judged).sum(),
            });
        }
    }
    rows
}

/// Whose points moved: the exercises, then the sum.
fn moved(regrade: &Regrade, out: &str, page: &mut Page) {
    let others: Vec<_> = with_other_points(regrade).collect();
    if others.is_empty() {
        return;
    }
    let rows: Vec<_> = others.iter().flat_map(|one| rows(one)).collect();
    let head = ["student", "exercise", "before", "after", "why"];
    page.gap();
    let shown = &rows[..rows.len().min(MOST)];
    table(head, shown, [false, false, true, true], page);
    if let Some(more @ 1..) = rows.len().checked_sub(MOST) {
        let more = Count(more, "line");
        page.line(&format!(
            "{more} more; all of them are in `{out}/{MOVEMENT}`"
        ));
    }
}

fn with_other_points(regrade: &Regrade) -> impl Iterator<Item = &Moved> {
    let all = regrade.submissions.iter();
    all.filter(|one| one.has_other_points())
}

fn rows(one: &Moved) -> Vec<[String; 5]> {
    let exercises = one.exercises.iter();
    let exercises = exercises.filter(|exercise| exercise.has_other_points());
    let mut rows: Vec<_> = exercises.map(row).collect();
    let (before, after) = cells(
        (one.points_before, one.max_points_before),
        (Some(one.points), Some(one.max_points)),
    );
    rows.push([
        String::new(),
        "total".to_owned(),
        before,
        after,
        String::new(),
    ]);
    rows[0][0].clone_from(&one.id);
    rows
}

fn row(one: &MovedExercise) -> [String; 5] {
    let (before, after) = cells(
        (one.points_before, one.max_points_before),
        (one.points, one.max_points),
    );
    [
        String::new(),
        one.id.clone(),
        before,
        after,
        one.why.join(", "),
    ]
}

/// What can be had is said where it is not the same.
fn cells(
    before: (Option<f64>, Option<f64>),
    after: (Option<f64>, Option<f64>),
) -> (String, String) {
    let is_same = before.1 == after.1 || before.1.is_none() || after.1.is_none();
    let cell = |(points, max): (Option<f64>, Option<f64>)| match (points, max) {
        (Some(points), Some(max)) if !is_same => format!("{} / {}", shown(points), shown(max)),
        (Some(points), _) => shown(points),
        (None, _) => "-".to_owned(),
    };
    (cell(before), cell(after))
}

fn sums(regrade: &Regrade, out: &str, page: &mut Page) {
    let others = with_other_points(regrade).count();
    let has = if others == 1 { "has" } else { "have" };
    page.line(&format!(
        "{others} of {} {has} other points.",
        Count(regrade.graded, "submission")
    ));
    let exercises = regrade.submissions.iter().flat_map(|one| &one.exercises);
    let silent = exercises.filter(|one| !one.has_other_points()).count();
    if silent > 0 {
        let verdicts = Count(silent, "verdict");
        page.line(&format!("{verdicts} changed, and no points with that."));
    }
    if let Some(earlier) = &regrade.earlier {
        page.line(&format!("The results of before are in `{out}/{earlier}`."));
    }
}

/// A table whose last column has what room is left; `right` says which of the others
/// are numbers.
fn table<const N: usize, const M: usize>(
    head: [&str; N],
    rows: &[[String; N]],
    right: [bool; M],
    page: &mut Page,
) {
    let width = |at: usize| {
        let cells = rows.iter().map(|row| measure_text_width(&row[at]));
        let widest = cells.chain([head[at].len()]).max().unwrap_or(0);
        widest.min(WIDEST)
    };
    let widths: [usize; M] = std::array::from_fn(width);
    let used: usize = widths.iter().map(|width| width + 2).sum();
    let room = page.look.width.saturating_sub(used).max(LEAST);
    let front = |cells: &[&str]| {
        let cells = cells.iter().zip(widths).zip(right);
        let cells = cells.map(|((cell, width), right)| {
            let side = if right {
                Alignment::Right
            } else {
                Alignment::Left
            };
            format!("{}  ", pad_str(cell, width, side, Some("...")))
        });
        cells.collect::<String>()
    };
    let line = format!("{}{}", front(&head[..M]), head[M]);
    page.line(&page.look.paint(Ink::Faint, &line));
    for row in rows {
        let cells: Vec<&str> = row[..M].iter().map(String::as_str).collect();
        let words = wrap(&row[M], room);
        let first = words.first().map_or("", String::as_str);
        page.line(&format!("{}{first}", front(&cells)));
        for more in words.iter().skip(1) {
            page.line(&format!("{}{more}", " ".repeat(used)));
        }
    }
}
