//! From what a run left behind to a verdict. No I/O, so every case is a test.
//!
//! A test passes only by positive evidence: its process started it, reported
//! it as passed, found nothing, confirmed it with the key that it was sent then,
//! and ended as the harness ends it.

mod gap;
mod own_tests;
mod words;

use crate::harness::TestRun;
use crate::process::{Ended, How};
use crate::verdict::{Diagnostic, Level, TestEnd, TestReport, Verdict};
use report::{Finding, Kind, Message, Outcome, Promises, Spans};
use std::time::Duration;

/// What is known when the tests are over.
pub struct Run {
    /// The exercise's name.
    pub exercise: String,
    /// The tests that must pass, in order.
    pub expected: Vec<String>,
    /// What each left behind; `None` where it was not run.
    pub tests: Vec<Option<TestRun>>,
    /// What the answer's own `main` left behind, where it counts.
    pub main: Option<Ended>,
    /// What the compiler said.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether warnings refuse the answer.
    pub lints_count: bool,
    /// Whether the tests have a folder for files.
    pub may_write: bool,
    /// The time that each test had.
    pub deadline: Duration,
    /// From the start of the compiler to now.
    pub took: Duration,
}

/// Judge a run.
#[must_use]
pub fn classify(run: Run) -> Verdict {
    let mut findings = Vec::new();
    let mut tests = Vec::new();
    for (name, test) in run.expected.iter().zip(run.tests) {
        let report = match test {
            Some(test) => test_report(name, test, run.deadline),
            None => not_run(name),
        };
        findings.extend(report.findings.iter().cloned());
        tests.push(report);
    }
    if !run.may_write
        && let Some(test) = tests.iter_mut().find(|test| was_refused_a_file(test))
    {
        test.notes.push(words::NO_FILES.to_owned());
    }
    if findings.is_empty() && !tests.is_empty() && !tests.iter().any(TestReport::passed) {
        // All of them ignored: a `main` that ends well does not make up for it.
        findings.push(words::tests_missing(&names(&tests)));
    }
    if let Some(ended) = run.main {
        let report = main_report(ended, run.deadline);
        findings.extend(report.findings.iter().cloned());
        tests.push(report);
    }
    if tests.is_empty() {
        findings.push(words::no_tests());
    }
    if findings.is_empty() && run.lints_count {
        let warnings = run
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.level == Level::Warning);
        findings.extend(warnings.map(words::lint));
    }
    let findings = causes_first(without_repeats(findings));
    let verdict = Verdict {
        exercise: run.exercise,
        findings,
        tests,
        own_tests: Vec::new(),
        diagnostics: run.diagnostics,
        took: run.took,
        flags: Vec::new(),
        fence: None,
    };
    not_passed_without_a_reason(verdict)
}

/// Whether a test that failed speaks of an error that a file is refused with.
fn was_refused_a_file(test: &TestReport) -> bool {
    const REFUSED: [&str; 4] = [
        "(os error 13)",
        "(os error 1)",
        "Os { code: 13,",
        "Os { code: 1,",
    ];
    let said = test.findings.iter().map(|found| found.observed.as_str());
    let mut said = said.chain([test.output.as_str()]);
    !test.passed() && said.any(|text| REFUSED.iter().any(|error| text.contains(error)))
}

/// The verdict on an answer that was never run.
#[must_use]
pub fn refused(
    exercise: &str,
    findings: Vec<Finding>,
    diagnostics: Vec<Diagnostic>,
    took: Duration,
) -> Verdict {
    Verdict {
        exercise: exercise.to_owned(),
        findings,
        tests: Vec::new(),
        own_tests: Vec::new(),
        diagnostics,
        took,
        flags: Vec::new(),
        fence: None,
    }
}

pub use gap::with_its_gap;
pub use own_tests::{OwnTests, with_own_tests};
pub use words::{
    does_not_compile, does_not_fit, forbidden, hard_on_the_compiler,
    own_tests_are_hard_on_the_compiler, own_tests_do_not_compile, unreadable,
};

/// A verdict that is no pass names why.
fn not_passed_without_a_reason(mut verdict: Verdict) -> Verdict {
    if verdict.findings.is_empty() && !verdict.passed() {
        let missing = words::tests_missing(&names(&verdict.tests));
        verdict.findings.push(missing);
    }
    verdict
}

/// The tests that did not report a pass.
fn names(tests: &[TestReport]) -> Vec<&str> {
    let missing = tests.iter().filter(|test| !test.passed());
    missing.map(|test| test.name.as_str()).collect()
}

fn not_run(name: &str) -> TestReport {
    TestReport {
        name: name.to_owned(),
        end: TestEnd::NotRun,
        findings: Vec::new(),
        spans: Spans::default(),
        speed_up: None,
        notes: Vec::new(),
        output: String::new(),
        output_cut: false,
        took: Duration::ZERO,
        seed: 0,
        attempts: 0,
        seal: None,
    }
}

fn test_report(name: &str, test: TestRun, deadline: Duration) -> TestReport {
    let spans = Spans::from_messages(&test.messages);
    let mut findings = Vec::new();
    let mut speed_up = None;
    let mut notes = Vec::new();
    let mut outcome = None;
    let mut started = false;
    let mut promises = Promises::NONE;
    for message in test.messages {
        match message {
            Message::Started => started = true,
            Message::Finding(finding) => findings.push(finding),
            Message::SpeedUp(measured) => speed_up = Some(measured),
            Message::Note { text } => notes.push(text),
            Message::Finished { outcome: said } => outcome = Some(said),
            Message::Promised { text, against } => promises.name(text, against),
            Message::Speaks { .. }
            | Message::Tests { .. }
            | Message::Sealed(_)
            | Message::Ask { .. }
            | Message::Overlapped { .. }
            | Message::Expected { .. }
            | Message::Got { .. }
            | Message::Confirmed { .. }
            | Message::Clock { .. }
            | Message::SpanStarted { .. }
            | Message::SpanEnded { .. } => {}
        }
    }
    let end = match (&test.ended.how, outcome) {
        (
            How::Exited {
                code: Some(0),
                signal: None,
            },
            Some(outcome),
        ) if started && (outcome != Outcome::Passed || test.confirmed) => {
            TestEnd::Reported(outcome)
        }
        (How::Exited { code, signal }, _) => TestEnd::Ended {
            code: *code,
            signal: *signal,
        },
        (How::Deadline(_) | How::Flood | How::Overfull | How::Cancelled, _) => TestEnd::Ended {
            code: None,
            signal: None,
        },
    };
    if wrote_a_lot(&test.ended) {
        // A loop that prints is found to hang, too, where it is watched.
        findings.retain(|finding: &Finding| finding.kind != Kind::Hangs);
    }
    let at_its_end = end_finding(&test.ended, end, &spans, deadline, findings.is_empty());
    findings.extend(at_its_end.map(|finding| Finding {
        promised: promises.broken_by(finding.kind).map(str::to_owned),
        ..finding
    }));
    TestReport {
        seed: test.seed,
        seal: test.sealed,
        speed_up,
        ..finished(name, end, findings, spans, notes, &test.ended)
    }
}

/// Whether it wrote more than is kept.
fn wrote_a_lot(ended: &Ended) -> bool {
    ended.stdout.cut || ended.stderr.cut
}

/// What the way in which the process ended adds to what it reported.
fn end_finding(
    ended: &Ended,
    end: TestEnd,
    spans: &Spans,
    deadline: Duration,
    nothing_found: bool,
) -> Option<Finding> {
    match (&ended.how, end) {
        // On a busy machine a limit on time comes before the one on the output.
        (How::Deadline(_), _) if wrote_a_lot(ended) => Some(words::floods()),
        (How::Exited { .. }, TestEnd::Reported(Outcome::Failed))
            if nothing_found && wrote_a_lot(ended) =>
        {
            Some(words::floods())
        }
        (How::Deadline(snapshot), _) => Some(words::hangs(snapshot.as_ref(), spans, deadline)),
        (How::Flood, _) => Some(words::floods()),
        (How::Overfull, _) => Some(words::fills_its_folder()),
        (How::Cancelled, _) => Some(words::tests_missing(&[])),
        (How::Exited { .. }, TestEnd::Reported(Outcome::Failed)) => {
            nothing_found.then(words::failed)
        }
        (How::Exited { .. }, TestEnd::Reported(Outcome::Passed | Outcome::Ignored)) => None,
        (
            How::Exited {
                signal: Some(signal),
                ..
            },
            _,
        ) => Some(words::crashed(*signal, &ended.stderr.text())),
        (How::Exited { code, .. }, _) => Some(words::exited_early(code.unwrap_or(-1))),
    }
}

/// A program that is judged by its `main`: it must come to its end.
fn main_report(ended: Ended, deadline: Duration) -> TestReport {
    let (end, finding) = match &ended.how {
        How::Exited { code: Some(0), .. } => (TestEnd::Reported(Outcome::Passed), None),
        How::Exited { code, signal: None } => {
            let finding = words::main_failed(code.unwrap_or(-1), &ended.stderr.text());
            (TestEnd::Reported(Outcome::Failed), Some(finding))
        }
        How::Exited { .. } | How::Deadline(_) | How::Flood | How::Overfull | How::Cancelled => {
            let end = TestEnd::Ended {
                code: None,
                signal: None,
            };
            (
                end,
                end_finding(&ended, end, &Spans::default(), deadline, true),
            )
        }
    };
    finished(
        "main",
        end,
        finding.into_iter().collect(),
        Spans::default(),
        Vec::new(),
        &ended,
    )
}

fn finished(
    name: &str,
    end: TestEnd,
    findings: Vec<Finding>,
    spans: Spans,
    notes: Vec<String>,
    ended: &Ended,
) -> TestReport {
    let mut output = ended.stdout.text();
    output.push_str(&ended.stderr.text());
    TestReport {
        name: name.to_owned(),
        end,
        findings,
        spans,
        speed_up: None,
        notes,
        output,
        output_cut: ended.stdout.cut || ended.stderr.cut,
        took: ended.took,
        seed: 0,
        attempts: 1,
        seal: None,
    }
}

/// Several tests often find the same; it is said once.
fn without_repeats(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        if !kept
            .iter()
            .any(|known| known.kind == finding.kind && known.meaning == finding.meaning)
        {
            kept.push(finding);
        }
    }
    kept
}

/// What was never begun explains what else is missing, and what the text may not
/// have explains both. Otherwise the order of the tests is kept.
fn causes_first(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| match finding.kind {
        Kind::DoesNotCompile | Kind::Forbidden => 0,
        Kind::NotStarted => 1,
        Kind::WrongResult
        | Kind::NotConcurrent
        | Kind::TooConcurrent
        | Kind::Late
        | Kind::TooEarly
        | Kind::WrongThread
        | Kind::DataRace
        | Kind::BlocksRuntime
        | Kind::BusyWaits
        | Kind::Leaks
        | Kind::Hangs
        | Kind::Panicked
        | Kind::Crashed
        | Kind::ExitedEarly
        | Kind::FloodsOutput
        | Kind::TestsMissing
        | Kind::OwnTestFails
        | Kind::Flaky => 2,
    });
    findings
}

/// Whether a test's process reported a pass and nothing else; for showing how
/// far a run has come, not for the verdict.
#[must_use]
pub fn reported_a_pass(run: &TestRun) -> bool {
    let passed = Message::Finished {
        outcome: Outcome::Passed,
    };
    run.confirmed
        && run.messages.last() == Some(&passed)
        && !run
            .messages
            .iter()
            .any(|message| matches!(message, Message::Finding(_)))
}

#[cfg(test)]
mod tests;
