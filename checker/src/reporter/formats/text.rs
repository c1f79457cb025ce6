//! Reports for people at a terminal.

use super::changes;
use super::details;
use super::number::{points, worth};
use super::words::{clean, one_line, sentence};
use crate::reporter::ink::Ink;
use crate::reporter::json::{ExerciseReport, Report, Status, View};
use crate::reporter::look::Look;
use crate::reporter::page::Page;
use crate::reporter::quote::quoted;
use crate::timeline;
use report::Count;

/// Reports one after another.
pub(super) fn text(reports: &[Report], look: &Look) -> String {
    let mut page = Page::new(look);
    for report in reports {
        page.gap();
        page.gap();
        one(report, &mut page);
    }
    page.into_text()
}

fn one(report: &Report, page: &mut Page) {
    let look = page.look;
    page.line(&look.paint(Ink::Strong, &title(report)));
    page.gap();
    let names = report.exercises.iter().map(|one| one.id.chars().count());
    let width = names.max().unwrap_or(0).min(40);
    for exercise in &report.exercises {
        let word = look.paint(ink(exercise.status), word(exercise.status));
        let worth = worth(exercise);
        let id = one_line(&exercise.id);
        let told = match exercise.status == Status::Pass {
            true => String::new(),
            false => details::headline(exercise),
        };
        let told = look.paint(ink(exercise.status), &told);
        let mark = match changes::mark(exercise) {
            none if none.is_empty() => none,
            mark => look.paint(Ink::Warn, &format!("({mark})")),
        };
        let line = format!(
            "  {word}  {id:width$}  {worth:>9}  {told}{}{mark}",
            gap(&told, &mark)
        );
        page.line(line.trim_end());
    }
    page.gap();
    for exercise in report
        .exercises
        .iter()
        .filter(|one| one.is_changed() || (one.status != Status::Pass && one.speaks()))
    {
        section(exercise, page);
    }
    page.gap();
    foot(report, page);
}

fn title(report: &Report) -> String {
    let course = one_line(&report.course.title);
    let Some(submission) = &report.submission else {
        return course;
    };
    let id = one_line(&submission.id);
    match &submission.name {
        Some(name) => format!("{course}: {} ({id})", one_line(name)),
        None => format!("{course}: {id}"),
    }
}

fn foot(report: &Report, page: &mut Page) {
    let passes = report
        .exercises
        .iter()
        .filter(|one| one.status == Status::Pass);
    let passes = passes.count();
    let total = Count(report.exercises.len(), "exercise");
    let (earned, max) = report.score();
    let (earned, max) = (points(earned), points(max));
    match report.no_score() {
        Some(trouble) => page.prose(0, Ink::Fail, &trouble),
        None => page.line(&format!(
            "{passes} of {total} passed, {earned} of {max} points"
        )),
    }
    if report.view == View::Student {
        page.prose(0, Ink::Faint, "What hidden tests saw is not shown.");
    }
    if let Some(layers) = &report.layers {
        let words = format!(
            "integrity {:?}, containment {}",
            layers.integrity,
            format!("{:?}", layers.containment).to_lowercase()
        );
        page.prose(0, Ink::Faint, &words);
        for note in &layers.notes {
            page.prose(2, Ink::Faint, &clean(note));
        }
    }
}

/// Between two pieces of a line, where both say something.
fn gap(one: &str, other: &str) -> &'static str {
    match one.is_empty() || other.is_empty() {
        true => "",
        false => "  ",
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Pass => "PASS",
        Status::Skipped | Status::NotSubmitted => "  - ",
        Status::Infra => " ?? ",
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Flaky
        | Status::Forbidden
        | Status::Missing => "FAIL",
    }
}

fn ink(status: Status) -> Ink {
    match status {
        Status::Pass => Ink::Pass,
        Status::Skipped | Status::NotSubmitted => Ink::Faint,
        Status::Infra | Status::Flaky => Ink::Warn,
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Forbidden
        | Status::Missing => Ink::Fail,
    }
}

fn section(exercise: &ExerciseReport, page: &mut Page) {
    let look = page.look;
    page.gap();
    let id = look.paint(Ink::Strong, &one_line(&exercise.id));
    let title = look.paint(ink(exercise.status), &details::headline(exercise));
    page.line(&format!("{id}: {title}"));
    for change in changes::lines(exercise) {
        page.prose(2, Ink::Warn, &change);
    }
    if exercise.status == Status::Pass {
        // Only what was changed is news.
        return;
    }
    if let Some(error) = &exercise.error {
        page.prose(2, Ink::Plain, &clean(error));
    }
    for finding in exercise.findings.iter().take(details::MOST_FINDINGS) {
        page.gap();
        let promised = quoted(finding.promised.as_deref());
        let parts = [
            ("seen     ", &finding.observed, Ink::Strong),
            ("promised ", &promised, Ink::Plain),
            ("means    ", &finding.meaning, Ink::Plain),
            ("look at  ", &finding.look_at, Ink::Plain),
        ];
        for (label, text, ink) in parts {
            if !text.trim().is_empty() {
                page.labelled(2, label, Ink::Faint, ink, &clean(text));
            }
        }
        if let Some(place) = &finding.location {
            page.line(&format!("           {}", details::place(place)));
        }
    }
    for diagnostic in details::diagnostics(exercise) {
        page.gap();
        for line in details::diagnostic(diagnostic).lines() {
            page.line(&format!("  {line}"));
        }
    }
    tests(exercise, page);
    speed_ups(exercise, page);
}

fn tests(exercise: &ExerciseReport, page: &mut Page) {
    let look = page.look;
    page.gap();
    for (number, test) in exercise.all_tests().enumerate() {
        if number == exercise.tests.len() {
            page.gap();
            page.prose(2, Ink::Faint, "tests in the file:");
        }
        let (mark, ink) = if details::failed(test) {
            (look.pick("✗", "x"), Ink::Fail)
        } else if test.status == Status::Pass {
            (look.pick("✓", "+"), Ink::Pass)
        } else {
            ("-", Ink::Faint)
        };
        let name = sentence(&test.name);
        let why = match details::failed(test) {
            true => format!("  ({})", details::test_headline(test)),
            false => String::new(),
        };
        page.line(&format!("  {}  {name}{why}", look.paint(ink, mark)));
    }
    let Some(test) = details::telling(exercise) else {
        return;
    };
    if let Some(timeline) = &test.timeline {
        page.gap();
        let width = look.width.saturating_sub(2);
        for line in timeline::draw(&details::spans(timeline), width, look.glyphs()) {
            page.line(&format!("  {}", look.paint_line(&line)));
        }
    }
    if let Some(output) = details::output(test, 2_000) {
        page.gap();
        page.prose(2, Ink::Faint, "the program printed:");
        let bar = look.pick("│ ", "| ");
        for line in output.lines() {
            page.line(&format!("  {}{line}", look.paint(Ink::Faint, bar)));
        }
    }
}

fn speed_ups(exercise: &ExerciseReport, page: &mut Page) {
    let look = page.look;
    for measured in details::measured(&exercise.tests) {
        page.gap();
        for line in timeline::speed_up(&measured, look.width.saturating_sub(2), look.glyphs()) {
            page.line(&format!("  {}", look.paint_line(&line)));
        }
    }
}
