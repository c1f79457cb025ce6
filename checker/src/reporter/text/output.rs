//! What the learner's program printed.

use crate::reporter::count::Count;
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use crate::verdict::{TestReport, Verdict};
use console::truncate_str;

/// More lines than this push the verdict off the screen.
const MOST_LINES: usize = 20;

/// The output of the test that failed first, else of the first that has any.
pub(super) fn section(verdict: &Verdict, page: &mut Page) {
    let tests = verdict.tests.iter().chain(&verdict.own_tests);
    let mut with_output = tests.filter(|test| !test.output.trim().is_empty());
    let failed = with_output.clone().find(|test| !test.passed());
    let Some(test) = failed.or_else(|| with_output.next()) else {
        return;
    };
    page.gap();
    page.prose(2, Ink::Faint, "your program printed:");
    let bar = page.look.pick("│ ", "| ");
    let room = page.look.width.saturating_sub(4).max(16);
    let text = plain(&test.output);
    let lines: Vec<_> = text.trim_end().lines().collect();
    for line in lines.iter().take(MOST_LINES) {
        let line = truncate_str(line, room, page.look.pick("…", ".."));
        page.line(&format!("  {}{line}", page.look.paint(Ink::Faint, bar)));
    }
    if let Some(rest) = rest(test, lines.len()) {
        page.prose(2, Ink::Faint, &rest);
    }
}

fn rest(test: &TestReport, lines: usize) -> Option<String> {
    let hidden = lines.saturating_sub(MOST_LINES);
    match (hidden, test.output_cut) {
        (0, false) => None,
        (0, true) => Some("the rest was cut".to_owned()),
        (hidden, false) => Some(format!("and {}", Count(hidden, "more line"))),
        (hidden, true) => {
            let lines = Count(hidden, "more line");
            Some(format!("and {lines}, and what was cut after them"))
        }
    }
}
