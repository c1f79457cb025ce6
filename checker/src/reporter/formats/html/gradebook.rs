//! The table of all submissions: who has what, and whose points are not those of the
//! verdicts, with the reasons.

use super::{passes, score, strip, whose};
use crate::reporter::formats::changes::length;
use crate::reporter::formats::number::points;
use crate::reporter::formats::words::one_line;
use crate::reporter::json::{ExerciseReport, Late, Report, Status};
use crate::reporter::markup::Escaped;
use report::Count;
use std::fmt::Write as _;

/// So many reasons are in a cell; the others are in the details.
const MOST_REASONS: usize = 5;

/// Which columns there are: only those that say something of somebody.
#[derive(Clone, Copy)]
struct Columns {
    late: bool,
    set: bool,
    has_sections: bool,
}

/// All submissions, one line each.
pub(super) fn gradebook(reports: &[Report], has_sections: bool) -> String {
    let any = |is: fn(&ExerciseReport) -> bool| {
        let mut all = reports.iter().flat_map(|report| &report.exercises);
        all.any(is)
    };
    let columns = Columns {
        late: any(|one| one.late.is_some()),
        set: any(|one| one.overridden.is_some()),
        has_sections,
    };
    let rows = reports.iter().enumerate();
    let rows: String = rows.map(|(n, report)| row(n, report, columns)).collect();
    let late = if columns.late {
        "<th scope=\"col\" class=\"words\">Late</th>"
    } else {
        ""
    };
    let set = match columns.set {
        true => "<th scope=\"col\" class=\"words\">Set by the instructor</th>",
        false => "",
    };
    format!(
        "<h2>Submissions</h2>\n{}<div class=\"wide\" role=\"region\" tabindex=\"0\" \
         aria-label=\"Submissions\">\n<table class=\"gradebook\">\n<caption class=\"unseen\">\
         Submissions; the buttons in the first row sort them</caption>\n\
         <thead><tr><th scope=\"col\">Submission</th><th scope=\"col\" class=\"number\">Passed</th>\
         <th scope=\"col\" class=\"number\">Points</th>\
         <th scope=\"col\" class=\"squares\" data-fixed>Exercises</th>{late}{set}</tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table></div>\n",
        legend(columns),
    )
}

/// What the squares mean.
fn legend(columns: Columns) -> String {
    if !columns.has_sections {
        return "<p class=\"note\">✓ passed, ✗ not passed, ? not judged, or not the same each \
                time, · not handed in</p>\n"
            .to_owned();
    }
    let changed = columns.late || columns.set;
    let changed = changed.then_some(("good ring", "other points than judged"));
    let tones = [
        ("good", "passed"),
        ("bad", "not passed"),
        ("odd", "not judged, or not the same each time"),
        ("none", "not handed in"),
    ];
    let tones = tones
        .into_iter()
        .chain(changed)
        .map(|(tone, words)| format!("<li><i class=\"square {tone}\"></i> {words}</li>"));
    format!("<ul class=\"legend\">{}</ul>\n", tones.collect::<String>())
}

fn row(n: usize, report: &Report, columns: Columns) -> String {
    let name = report.submission.as_ref().map(whose);
    let name = name.unwrap_or_else(|| report.course.title.clone());
    let name = Escaped(&name).to_string();
    let link = match columns.has_sections {
        true => format!("<a href=\"#r{}\">{name}</a>", n + 1),
        false => name,
    };
    let (passed, (earned, _)) = (passes(report), report.score());
    let mut row = format!(
        "<tr><th scope=\"row\">{link}</th><td class=\"number\" data-value=\"{passed}\">{passed} / {}</td>\
         <td class=\"number\" data-value=\"{earned}\">{}{}</td>",
        report.exercises.len(),
        score(report),
        below(report),
    );
    let exercises = match columns.has_sections {
        true => strip(report),
        false => marks(report),
    };
    // Writing to a `String` cannot fail.
    let _ = write!(row, "<td>{exercises}</td>");
    if columns.late {
        row += &late(report);
    }
    if columns.set {
        row += &set(report);
    }
    row + "</tr>\n"
}

/// What stands below the points: what there would be without changes, or what could
/// not be judged.
fn below(report: &Report) -> String {
    let exercises = report.exercises.iter();
    let infra = exercises.clone().filter(|one| one.status == Status::Infra);
    let infra: Vec<_> = infra.map(|one| one_line(&one.id)).collect();
    let text = if infra.is_empty() {
        let judged: f64 = exercises.clone().map(judged).sum();
        let is_same = !exercises.clone().any(ExerciseReport::is_changed);
        match is_same || judged == report.score().0 {
            true => return String::new(),
            false => format!("judged {}", points(judged)),
        }
    } else {
        format!("not judged: {}", infra.join(", "))
    };
    format!("<br><span class=\"note\">{}</span>", Escaped(&text))
}

/// What the verdict alone is worth.
fn judged(exercise: &ExerciseReport) -> f64 {
    let set = exercise.overridden.as_ref().map(|set| set.judged_points);
    let late = exercise.late.as_ref().map(|late| late.points_before);
    set.or(late).unwrap_or_else(|| exercise.earned())
}

/// How late it was, and what that took of all of it.
fn late(report: &Report) -> String {
    let exercises = report.exercises.iter();
    let all: Vec<&Late> = exercises.filter_map(|one| one.late.as_ref()).collect();
    let Some(most) = all.iter().max_by_key(|late| late.seconds) else {
        return "<td data-value=\"0\"><span class=\"unseen\">in time</span></td>".to_owned();
    };
    // From points that were set, nothing is taken.
    let judged = report
        .exercises
        .iter()
        .filter(|one| one.overridden.is_none());
    let judged = || judged.clone().filter_map(|one| one.late.as_ref());
    let before: f64 = judged().map(|late| late.points_before).sum();
    let taken: f64 = judged().map(|late| late.taken).sum();
    let count = usize::try_from(most.days).unwrap_or(usize::MAX);
    let said = match most.days {
        0 => "nothing taken".to_owned(),
        _ => format!(
            "counts as {}: {} of {} points taken",
            Count(count, "day"),
            points(taken),
            points(before)
        ),
    };
    // Points that were set have a rule of their own; what was taken says it for most.
    let telling = all.iter().find(|late| late.taken > 0.0).unwrap_or(most);
    let said = format!("{said} ({})", one_line(&telling.rule));
    format!(
        "<td data-value=\"{}\">{}<br><span class=\"note\">{}</span></td>",
        most.seconds,
        length(most.seconds),
        Escaped(&said)
    )
}

/// Which points were set, what they were before, and why.
fn set(report: &Report) -> String {
    let exercises = report.exercises.iter();
    let all: Vec<_> = exercises
        .filter_map(|one| Some((one, one.overridden.as_ref()?)))
        .collect();
    if all.is_empty() {
        return "<td data-value=\"0\"><span class=\"unseen\">nothing</span></td>".to_owned();
    }
    let lines = all.iter().take(MOST_REASONS).map(|(one, set)| {
        let [now, before] = [set.points, set.judged_points].map(points);
        format!(
            "<li>{}: <b>{now}</b>, judged {before}. <span class=\"note\">{}</span></li>",
            Escaped(&one_line(&one.id)),
            Escaped(&one_line(&set.reason))
        )
    });
    let more = match all.len().checked_sub(MOST_REASONS) {
        Some(more @ 1..) => format!("<li>and {more} more</li>"),
        Some(0) | None => String::new(),
    };
    format!(
        "<td data-value=\"{}\"><ul class=\"reasons\">{}{more}</ul></td>",
        all.len(),
        lines.collect::<String>()
    )
}

/// A letter for each exercise, where a shape for each would be too many.
fn marks(report: &Report) -> String {
    let marks = report.exercises.iter().map(|one| match one.status {
        Status::Pass => '✓',
        Status::Skipped | Status::NotSubmitted => '·',
        Status::Flaky | Status::Infra => '?',
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Forbidden
        | Status::Missing => '✗',
    });
    let spoken = Escaped(&super::spoken(report)).to_string();
    format!(
        "<code role=\"img\" aria-label=\"{spoken}\">{}</code>",
        marks.collect::<String>()
    )
}
