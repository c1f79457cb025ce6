//! Which tests passed.

use crate::course::{Exercise, JudgedBy};
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use crate::verdict::{TestEnd, TestReport, Verdict};
use report::Outcome;

/// A line for each test, where one failed among others.
pub(super) fn section(verdict: &Verdict, exercise: &Exercise, page: &mut Page) {
    let any_run = verdict.tests.iter().any(|test| test.end != TestEnd::NotRun);
    if verdict.passed() || verdict.tests.len() < 2 || !any_run {
        return;
    }
    page.gap();
    for test in &verdict.tests {
        let (mark, ink, how) = describe(test, page);
        let mark = page.look.paint(ink, mark);
        let name = name(test, exercise);
        let how = page.look.paint(Ink::Faint, &how);
        page.line(&format!("  {mark}  {name}  {how}"));
    }
}

fn describe(test: &TestReport, page: &Page) -> (&'static str, Ink, String) {
    let look = &page.look;
    let failed = look.pick("✗", "FAIL");
    match test.end {
        TestEnd::Reported(Outcome::Ignored) => {
            (look.pick("–", "-   "), Ink::Faint, "ignored".to_owned())
        }
        TestEnd::NotRun => (look.pick("–", "-   "), Ink::Faint, "not run".to_owned()),
        TestEnd::Ended { code, signal } => (failed, Ink::Fail, ended(code, signal)),
        TestEnd::Reported(_) if test.passed() => (look.pick("✓", "ok  "), Ink::Pass, String::new()),
        TestEnd::Reported(_) => (failed, Ink::Fail, String::new()),
    }
}

fn ended(code: Option<i32>, signal: Option<i32>) -> String {
    match (code, signal) {
        (_, Some(signal)) => format!("ended by signal {signal}"),
        (Some(code), None) => format!("exited with code {code} before its end"),
        (None, None) => "was ended".to_owned(),
    }
}

/// A hidden test's name is a sentence; a test in the learner's own file is
/// called what it is called there.
fn name(test: &TestReport, exercise: &Exercise) -> String {
    let name = plain(&test.name);
    match exercise.judged_by {
        JudgedBy::HiddenTest => name.replace('_', " "),
        JudgedBy::OwnTests | JudgedBy::Main => name,
    }
}
