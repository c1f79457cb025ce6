//! Comma-separated values, for spreadsheets: of a report here, of a class
//! elsewhere.

use super::number::points;
use super::words::one_line;
use crate::reporter::json::{ExerciseReport, Late, Report};
use ::csv::{QuoteStyle, WriterBuilder};
use anyhow::Context as _;
use std::borrow::Cow;

/// The columns of a report's rows.
const COLUMNS: [&str; 20] = [
    "submission",
    "name",
    "email",
    "submitted_at",
    "chapter",
    "exercise",
    "status",
    "points",
    "max_points",
    "runs",
    "passed_runs",
    "duration_ms",
    "finding",
    "place",
    "judged_points",
    "override_reason",
    "late_seconds",
    "points_before_late",
    "late_taken",
    "late_rule",
];

/// Reports with one row for each exercise.
pub(super) fn csv(reports: &[Report]) -> anyhow::Result<String> {
    let rows = reports.iter().flat_map(|report| {
        let exercises = report.exercises.iter();
        exercises.map(|exercise| row(report, exercise))
    });
    table(&COLUMNS, rows)
}

fn row(report: &Report, exercise: &ExerciseReport) -> Vec<String> {
    let submission = report.submission.clone().unwrap_or_default();
    let place = exercise.located().and_then(|found| found.location.as_ref());
    let set = exercise.overridden.as_ref();
    let late = exercise.late.as_ref();
    let of_late = |say: &dyn Fn(&Late) -> String| late.map(say).unwrap_or_default();
    let finding = exercise.findings.first().map(|found| found.kind.name());
    vec![
        submission.id,
        submission.name.unwrap_or_default(),
        submission.email.unwrap_or_default(),
        submission.submitted_at.unwrap_or_default(),
        exercise.chapter.clone(),
        exercise.id.clone(),
        exercise.status.name().to_owned(),
        points(exercise.earned()),
        points(exercise.max_points),
        exercise.runs.to_string(),
        exercise.passed_runs.to_string(),
        exercise.duration_ms.to_string(),
        finding.unwrap_or_default().to_owned(),
        place.map(super::details::place).unwrap_or_default(),
        points(exercise.judged()),
        set.map(|set| set.reason.clone()).unwrap_or_default(),
        of_late(&|late| late.seconds.to_string()),
        of_late(&|late| points(late.points_before)),
        of_late(&|late| points(late.taken)),
        of_late(&|late| late.rule.clone()),
    ]
}

/// A table with a head. Cells may hold anything: each becomes one line that no
/// spreadsheet takes for a formula.
///
/// # Errors
///
/// When a row has more or fewer cells than the head.
pub fn table<S: AsRef<str>>(
    head: &[S],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> anyhow::Result<String> {
    written(head, rows, QuoteStyle::Necessary)
}

/// The same, with quotes where `style` says.
pub(super) fn written<S: AsRef<str>>(
    head: &[S],
    rows: impl IntoIterator<Item = Vec<String>>,
    style: QuoteStyle,
) -> anyhow::Result<String> {
    let mut writer = WriterBuilder::new()
        .quote_style(style)
        .from_writer(Vec::new());
    let cells = |row: &[&str]| -> Vec<String> {
        let cells = row.iter().map(|cell| inert(&one_line(cell)).into_owned());
        cells.collect()
    };
    let names: Vec<_> = head.iter().map(AsRef::as_ref).collect();
    writer.write_record(cells(&names))?;
    for row in rows {
        let row: Vec<_> = row.iter().map(String::as_str).collect();
        writer.write_record(cells(&row))?;
    }
    let bytes = writer.into_inner().context("failed to write a table")?;
    String::from_utf8(bytes).context("a table is not UTF-8")
}

/// `text` with an apostrophe before it where a spreadsheet would take it for a
/// formula. Numbers stay numbers.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let is_number = text.parse::<f64>().is_ok() && !text.contains(char::is_alphabetic);
    // Where decimals have a comma, spreadsheets split lines at semicolons.
    if is_number || !text.split(';').any(is_formula) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(';').map(|part| match is_formula(part) {
        true => format!("'{part}"),
        false => part.to_owned(),
    });
    Cow::Owned(parts.collect::<Vec<_>>().join(";"))
}

fn is_formula(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    matches!(
        first,
        Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, want: &str) {
        let text = table(&["a", "b"], [vec![cell.to_owned(), "1".to_owned()]]).unwrap();
        assert_eq!(text, format!("a,b\n{want},1\n"));
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        check("plain", "plain");
        check("a,b", "\"a,b\"");
        check("say \"no\"", "\"say \"\"no\"\"\"");
        check("two\nlines\r\n", "two lines");
        check("\u{1b}[31mred\0", "red\\u{0}");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("=1+1", "'=1+1");
        check("+1+1", "'+1+1");
        check("-cmd|x", "'-cmd|x");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'=1");
        check("\r\n=1", "'=1");
        check("\u{202e}=1", "\\u{202e}=1");
        check("＝1", "'＝1");
        check("a; =1", "a;' =1");
        check("-inf", "'-inf");
        check("-1.5", "-1.5");
        check("12", "12");
    }

    #[test]
    fn a_row_that_does_not_fit_is_an_error() {
        assert!(table(&["a", "b"], [vec!["1".to_owned()]]).is_err());
    }
}
