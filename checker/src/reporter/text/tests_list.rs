//! Which tests passed.

use crate::course::{Exercise, JudgedBy};
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use crate::verdict::{TestEnd, TestReport, Verdict};
use report::{Count, Outcome};

/// What is said of the tests in the learner's own file.
const OWN: &str = "in your file";

/// After a pass: how many there were.
pub(super) fn counted(verdict: &Verdict) -> Vec<String> {
    let passed = |tests: &[TestReport]| tests.iter().filter(|test| test.passed()).count();
    let mut lines = vec![format!("{} passed", Count(passed(&verdict.tests), "test"))];
    let (own, all) = (passed(&verdict.own_tests), verdict.own_tests.len());
    if all > 0 {
        let ignored = match all - own {
            0 => String::new(),
            ignored => format!(", {ignored} ignored"),
        };
        lines.push(format!("{} {OWN} passed{ignored}", Count(own, "test")));
    }
    lines
}

/// A line for each test, where one failed among others.
pub(super) fn section(verdict: &Verdict, exercise: &Exercise, page: &mut Page) {
    let any_run = |tests: &[TestReport]| tests.iter().any(|test| test.end != TestEnd::NotRun);
    if verdict.passed() {
        return;
    }
    let has_own = any_run(&verdict.own_tests);
    if any_run(&verdict.tests) && (verdict.tests.len() > 1 || has_own) {
        page.gap();
        if has_own {
            page.prose(2, Ink::Faint, "hidden tests:");
        }
        let is_sentence = exercise.judged_by == JudgedBy::HiddenTest;
        for test in &verdict.tests {
            let name = plain(&test.name);
            let name = match is_sentence {
                true => name.replace('_', " "),
                false => name,
            };
            line(test, &name, page);
        }
    }
    if has_own {
        page.gap();
        page.prose(2, Ink::Faint, &format!("tests {OWN}:"));
        for test in &verdict.own_tests {
            line(test, &plain(&test.name), page);
        }
    }
}

fn line(test: &TestReport, name: &str, page: &mut Page) {
    let (mark, ink, how) = describe(test, page);
    let mark = page.look.paint(ink, mark);
    let how = page.look.paint(Ink::Faint, &how);
    page.line(format!("  {mark}  {name}  {how}").trim_end());
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
