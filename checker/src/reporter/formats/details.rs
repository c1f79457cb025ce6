//! What there is to say about an exercise or a test, in plain words.

use super::changes;
use super::number;
use super::words::{clean, clip, one_line, sentence};
use crate::reporter::json::{
    DiagnosticReport, ExerciseReport, FindingReport, Place, Status, TestReport, Timeline,
};
use crate::reporter::picture;
use crate::reporter::quote::quoted;
use crate::timeline::{self, Glyphs};
use crate::verdict::Level;
use report::{Spans, SpeedUp};

/// More than this nobody reads before fixing the first ones.
pub(super) const MOST_DIAGNOSTICS: usize = 8;
/// The same for findings.
pub(super) const MOST_FINDINGS: usize = 5;
/// Columns of a picture in text.
const WIDTH: usize = 88;
/// The most characters of a program's output.
const MOST_OUTPUT: usize = 4_000;

/// What a learner and a teacher want to know of an exercise, as plain text.
pub(super) fn exercise(exercise: &ExerciseReport) -> String {
    let mut parts = vec![headline(exercise)];
    parts.extend(changes::lines(exercise));
    if let Some(error) = &exercise.error {
        parts.push(clean(error));
    }
    parts.extend(exercise.findings.iter().take(MOST_FINDINGS).map(finding));
    parts.extend(diagnostics(exercise).map(diagnostic));
    if !exercise.tests.is_empty() {
        let tests = exercise.tests.iter().map(test_line);
        parts.push(tests.collect::<Vec<_>>().join("\n"));
    }
    if let Some(test) = telling(exercise) {
        parts.extend(beside(test));
    }
    parts.extend(speed_ups(&exercise.tests));
    parts.extend(exercise.flags.iter().map(|flag| {
        let place = flag.location.as_ref().map(place).unwrap_or_default();
        format!("worth a look: {} {place}", clean(&flag.what))
    }));
    join(parts)
}

/// The same of one test.
pub(super) fn test(test: &TestReport) -> String {
    let mut parts = vec![test_headline(test)];
    parts.extend(test.findings.iter().take(MOST_FINDINGS).map(finding));
    parts.extend(beside(test));
    parts.extend(speed_ups(std::slice::from_ref(test)));
    join(parts)
}

/// The test whose picture and output say most: the first that did not pass.
pub(super) fn telling(exercise: &ExerciseReport) -> Option<&TestReport> {
    let says = |test: &&TestReport| test.timeline.is_some() || !test.output.trim().is_empty();
    let mut failed = exercise.tests.iter().filter(|test| failed(test));
    failed
        .find(says)
        .or_else(|| exercise.tests.iter().find(|test| test.timeline.is_some()))
        .or_else(|| exercise.tests.iter().find(says))
}

/// Whether it was run and is not right.
pub(super) fn failed(test: &TestReport) -> bool {
    test.status != Status::Pass && test.status != Status::Skipped
}

/// `not concurrent`, `flaky: it passed in 3 of 20 runs`
pub(super) fn headline(exercise: &ExerciseReport) -> String {
    let title = exercise.title();
    match exercise.runs {
        runs if runs > 1 => {
            let passed = exercise.passed_runs;
            format!("{title}: it passed in {passed} of {runs} runs")
        }
        _ => title.to_owned(),
    }
}

/// `timed out`, `crashed: signal 6`
pub(super) fn test_headline(test: &TestReport) -> String {
    let kind = test.findings.first().map(|finding| finding.kind.title());
    let title = kind.filter(|_| failed(test));
    let title = title.unwrap_or(test.status.title());
    match (test.signal, test.exit) {
        (Some(signal), _) => format!("{title}: signal {signal}"),
        (None, Some(code)) => format!("{title}: exit code {code}"),
        (None, None) => title.to_owned(),
    }
}

/// What was seen, the promise that it breaks, what it means, where to look, the place.
pub(super) fn finding(finding: &FindingReport) -> String {
    let lines = [
        ("seen: ", clean(&finding.observed)),
        ("promised: ", clean(&quoted(finding.promised.as_deref()))),
        ("means: ", clean(&finding.meaning)),
        ("look at: ", clean(&finding.look_at)),
        (
            "at: ",
            finding.location.as_ref().map(place).unwrap_or_default(),
        ),
    ];
    let lines = lines.iter().filter(|(_, text)| !text.trim().is_empty());
    let lines = lines.map(|(label, text)| format!("{label}{}", text.trim_end()));
    lines.collect::<Vec<_>>().join("\n")
}

/// `exercises/01_basics/01_sync.rs:12:5`
pub(super) fn place(place: &Place) -> String {
    format!("{}:{}:{}", one_line(&place.file), place.line, place.col)
}

/// The errors, else, where lints decide, the lints.
pub(super) fn diagnostics(exercise: &ExerciseReport) -> impl Iterator<Item = &DiagnosticReport> {
    let all = &exercise.build.diagnostics;
    let level = match all.iter().any(|one| one.level == Level::Error) {
        true => Level::Error,
        false => Level::Warning,
    };
    let shown = matches!(exercise.status, Status::BuildError | Status::Forbidden);
    let chosen = all.iter().filter(move |one| shown && one.level == level);
    chosen.take(MOST_DIAGNOSTICS)
}

pub(super) fn diagnostic(diagnostic: &DiagnosticReport) -> String {
    let rendered = clean(&diagnostic.rendered);
    if !rendered.trim().is_empty() {
        return rendered.trim_end().to_owned();
    }
    let place = diagnostic.location.as_ref().map(place).unwrap_or_default();
    let text = format!("{} {place}", clean(&diagnostic.message));
    text.trim_end().to_owned()
}

/// `ok    both users are returned`, `FAIL  … (timed out)`, `  1/2 points`
fn test_line(test: &TestReport) -> String {
    let word = if failed(test) {
        "FAIL "
    } else if test.status == Status::Pass {
        "ok   "
    } else {
        "-    "
    };
    let mut line = format!("{word} {}", sentence(&test.name));
    if failed(test) {
        line += &format!(" ({})", test_headline(test));
    }
    if test.max_points > 0.0 {
        let points = [test.points, test.max_points].map(number::points);
        line += &format!("  {}/{} points", points[0], points[1]);
    }
    line
}

/// What stands beside the findings of a test: its picture, notes and output.
pub(super) fn beside(test: &TestReport) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(timeline) = &test.timeline {
        let lines = timeline::draw(&spans(timeline), WIDTH, Glyphs::Unicode);
        let lines = lines.iter().map(timeline::Line::plain);
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    let notes = test
        .notes
        .iter()
        .map(|note| format!("note: {}", clean(note)));
    parts.extend(notes);
    if let Some(output) = output(test, MOST_OUTPUT) {
        parts.push(format!("the program printed:\n{output}"));
    }
    parts
}

/// What these tests measured, as bars.
pub(super) fn speed_ups(tests: &[TestReport]) -> Vec<String> {
    let bars = measured(tests).map(|measured| {
        let lines = timeline::speed_up(&measured, WIDTH, Glyphs::Unicode);
        let lines = lines.iter().map(timeline::Line::plain);
        lines.collect::<Vec<_>>().join("\n")
    });
    bars.collect()
}

/// What these tests measured, with names that are safe to show.
pub(super) fn measured(tests: &[TestReport]) -> impl Iterator<Item = SpeedUp> {
    let measured = tests.iter().filter_map(|test| test.speed_up.as_ref());
    measured.map(|measured| {
        let mut measured = measured.to_measured();
        measured.what = one_line(&measured.what);
        measured
    })
}

/// What a picture is drawn from, with names that are safe to measure.
pub(super) fn spans(timeline: &Timeline) -> Spans {
    picture::legible(timeline.to_spans())
}

/// What the learner's code printed, where it printed something.
pub(super) fn output(test: &TestReport, most: usize) -> Option<String> {
    let text = clean(&test.output);
    let text = text.trim_end();
    if text.trim().is_empty() {
        return None;
    }
    let cut = match test.output_truncated {
        true => "\n… (cut)",
        false => "",
    };
    Some(clip(text, most) + cut)
}

fn join(parts: Vec<String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}
