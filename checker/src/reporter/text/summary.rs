//! A verdict in one line.

use crate::course::{Course, Exercise};
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::timeline::duration;
use crate::verdict::Verdict;
use console::truncate_str;

/// `PASS  join  0.21 s`, `FAIL  join: not concurrent  0.3 s`, or, where nobody
/// has written anything, `TODO  join: not written yet  0.2 s`.
#[must_use]
pub fn headline(verdict: &Verdict, look: &Look) -> String {
    let mut text = format!("{}  {}", word(verdict, look), verdict.exercise);
    if !verdict.passed() {
        text += ": ";
        text += &look.paint(ink(verdict), title(verdict));
    }
    let took = look.paint(Ink::Faint, &duration(verdict.took));
    format!("{text}  {took}")
}

/// A row of a table: `FAIL  join      not concurrent  exercises/…/02_join.rs:12:5`.
/// `name_width` is that of the longest name in the table.
#[must_use]
pub fn one_line(
    verdict: &Verdict,
    exercise: &Exercise,
    course: &Course,
    name_width: usize,
    look: &Look,
) -> String {
    let (word, name) = (word(verdict, look), &verdict.exercise);
    if verdict.passed() {
        let took = look.paint(Ink::Faint, &duration(verdict.took));
        return format!("{word}  {name:name_width$}  {took}");
    }
    let location = verdict.findings.iter().find_map(|f| f.location.as_ref());
    let place = match location {
        Some(location) => super::finding::place(location, course),
        None => course.shown_path(exercise).display().to_string(),
    };
    let observed = verdict.findings.first().map(|f| plain(&f.observed));
    let observed = observed.unwrap_or_default();
    let first = observed.lines().next().unwrap_or_default();
    // The place is what a reader clicks on: the words give way.
    let taken = 6 + name_width.max(name.len()) + 2 + 2 + console::measure_text_width(&place);
    let room = look.width.saturating_sub(taken);
    let mut text = title(verdict).to_owned();
    if !first.is_empty() && room > text.len() + 10 {
        let words = format!("{text}: {first}");
        text = truncate_str(&words, room, look.pick("…", "..")).into_owned();
    }
    let text = look.paint(ink(verdict), &text);
    format!("{word}  {name:name_width$}  {text}  {place}")
}

fn word(verdict: &Verdict, look: &Look) -> String {
    let word = if verdict.passed() {
        "PASS"
    } else if verdict.is_unwritten() {
        "TODO"
    } else {
        "FAIL"
    };
    look.paint(ink(verdict), word)
}

fn ink(verdict: &Verdict) -> Ink {
    if verdict.passed() {
        Ink::Pass
    } else if verdict.is_unwritten() {
        Ink::Warn
    } else {
        Ink::Fail
    }
}

fn title(verdict: &Verdict) -> &'static str {
    if verdict.is_unwritten() {
        return "not written yet";
    }
    verdict
        .headline()
        .map_or("tests missing", report::Kind::title)
}
