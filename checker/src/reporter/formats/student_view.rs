//! A report for the learner, without what hidden tests saw.

use crate::reporter::json::{
    DiagnosticReport, ExerciseReport, FindingReport, Place, Report, Status, TestReport, View,
};
use report::Kind;

/// `report` without what would give hidden tests away.
///
/// What stays: statuses, points, the names of tests, the sort of each mistake,
/// where to look, places in the learner's own file, and all that the compiler
/// said about it. What goes: what tests saw and what it meant, their notes,
/// timelines, speed-ups and seeds, and what the program printed while they ran, because
/// an answer can print what it is given.
#[must_use]
pub fn student_view(report: &Report) -> Report {
    let mut report = report.clone();
    report.view = View::Student;
    // It was made for the whole of it.
    report.mac = None;
    for exercise in &mut report.exercises {
        hide_from(exercise);
    }
    report
}

fn hide_from(exercise: &mut ExerciseReport) {
    // For whoever grades: it says what to look for in an answer.
    exercise.flags.clear();
    if exercise.error.is_some() {
        // It speaks of the machine that graded, and of all that was handed in.
        let text = match exercise.status == Status::NotSubmitted {
            true => {
                "What is there was not taken for an answer: hand in the file under the name and \
                 at the place that it has in the course."
            }
            false => "It could not be judged; your teacher has been told.",
        };
        exercise.error = Some(text.to_owned());
    }
    if !exercise.hidden_tests {
        return;
    }
    let own: Vec<_> = exercise
        .files
        .iter()
        .map(|file| file.path.clone())
        .collect();
    let own = |place: &Place| own.contains(&place.file);
    for finding in &mut exercise.findings {
        hide_finding(finding, &own);
    }
    for diagnostic in &mut exercise.build.diagnostics {
        hide_diagnostic(diagnostic, &own);
    }
    for test in &mut exercise.tests {
        hide_test(test, &own);
    }
}

/// What the compiler and the rules say is about the learner's own text.
fn hide_finding(finding: &mut FindingReport, own: &dyn Fn(&Place) -> bool) {
    let elsewhere = finding.location.take_if(|place| !own(place)).is_some();
    let about_the_text = matches!(
        finding.kind,
        Kind::DoesNotCompile | Kind::Forbidden | Kind::OwnTestFails
    );
    if about_the_text && !elsewhere {
        return;
    }
    finding.observed = String::new();
    finding.meaning = String::new();
}

/// A message is kept where every place in it is the learner's or the standard
/// library's.
fn hide_diagnostic(diagnostic: &mut DiagnosticReport, own: &dyn Fn(&Place) -> bool) {
    if !diagnostic.location.as_ref().is_some_and(own) {
        diagnostic.location = None;
        diagnostic.message = "the hidden test does not fit this file: compare names and \
                              signatures with those that you were given"
            .to_owned();
        diagnostic.rendered = String::new();
        return;
    }
    let mut places = diagnostic.rendered.lines().filter_map(place_of);
    let public = |file: &str| {
        let libraries = ["/rustlib/src/", "/rustc/", "/registry/src/"];
        libraries.iter().any(|library| file.contains(library))
    };
    let is_own = |file: &str| {
        let (line, col) = (1, 1);
        let file = file.to_owned();
        own(&Place { file, line, col })
    };
    if !places.all(|file| is_own(file) || public(file)) {
        diagnostic.rendered = String::new();
    }
}

/// `a.rs` of `  --> a.rs:1:5` and of `  ::: a.rs:1:5`.
fn place_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let place = line.strip_prefix("--> ").or(line.strip_prefix("::: "))?;
    Some(place.rsplitn(3, ':').last().unwrap_or(place))
}

fn hide_test(test: &mut TestReport, own: &dyn Fn(&Place) -> bool) {
    for finding in &mut test.findings {
        hide_finding(finding, own);
    }
    test.timeline = None;
    test.speed_up = None;
    test.notes.clear();
    test.output = String::new();
    test.output_truncated = false;
    test.seed = None;
    if test.status == Status::Infra {
        test.exit = None;
        test.signal = None;
    }
}
