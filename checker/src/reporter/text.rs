//! A verdict as text, for a terminal or a log.
//!
//! Everything that comes from the learner's process or file is made inert
//! before it is shown.

mod diagnostics;
mod finding;
mod output;
mod proved;
mod summary;
mod tests_list;

#[cfg(test)]
mod tests;

use crate::course::{Course, Exercise};
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::reporter::page::Page;
use crate::timeline;
use crate::verdict::Verdict;
use report::Count;

pub use proved::{after, proved};
pub use summary::{headline, one_line};

/// More findings than this say the same again.
const MOST_FINDINGS: usize = 3;
/// More notes than this are a log.
const MOST_NOTES: usize = 10;

/// Everything worth showing about `verdict`, most important first.
#[must_use]
pub fn verdict(verdict: &Verdict, exercise: &Exercise, course: &Course, look: &Look) -> String {
    let mut page = Page::new(look);
    page.line(&headline(verdict, look));
    let path = course.shown_path(exercise).display().to_string();
    page.line(&format!("      {}", look.paint(Ink::Faint, &path)));
    if verdict.passed() {
        for line in tests_list::counted(verdict) {
            page.line(&format!("      {line}"));
        }
    }
    findings(verdict, course, &mut page);
    diagnostics::section(verdict, &mut page);
    if verdict.is_unwritten() {
        // Whatever came of it says nothing.
        return page.into_text();
    }
    tests_list::section(verdict, exercise, &mut page);
    picture(verdict, &mut page);
    speed_ups(verdict, &mut page);
    notes(verdict, &mut page);
    output::section(verdict, &mut page);
    page.into_text()
}

fn findings(verdict: &Verdict, course: &Course, page: &mut Page) {
    for (number, finding) in verdict.findings.iter().take(MOST_FINDINGS).enumerate() {
        page.gap();
        if number > 0 {
            let title = format!("also: {}", finding.kind.title());
            page.prose(2, Ink::Fail, &title);
        }
        finding::section(finding, course, page);
    }
    let hidden = verdict.findings.len().saturating_sub(MOST_FINDINGS);
    if hidden > 0 {
        page.gap();
        let text = format!("and {}", Count(hidden, "more finding"));
        page.prose(2, Ink::Faint, &text);
    }
}

/// The timeline of the test that says most.
fn picture(verdict: &Verdict, page: &mut Page) {
    let Some(test) = verdict.telling_test() else {
        return;
    };
    let look = page.look;
    let lines = timeline::draw(&test.spans, look.width.saturating_sub(2), look.glyphs());
    page.gap();
    for line in lines {
        page.line(&format!("  {}", look.paint_line(&line)));
    }
}

/// What was measured, by whichever test did.
fn speed_ups(verdict: &Verdict, page: &mut Page) {
    let look = page.look;
    let measured = verdict
        .tests
        .iter()
        .filter_map(|test| test.speed_up.as_ref());
    for measured in measured {
        page.gap();
        for line in timeline::speed_up(measured, look.width.saturating_sub(2), look.glyphs()) {
            page.line(&format!("  {}", look.paint_line(&line)));
        }
    }
}

fn notes(verdict: &Verdict, page: &mut Page) {
    let mut notes: Vec<&String> = verdict.tests.iter().flat_map(|test| &test.notes).collect();
    notes.dedup();
    if !notes.is_empty() {
        page.gap();
    }
    for note in notes.into_iter().take(MOST_NOTES) {
        page.labelled(2, "note  ", Ink::Faint, Ink::Plain, &plain(note));
    }
}
