//! One finding in its four parts.

use crate::course::Course;
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use crate::reporter::quote::quoted;
use report::{Finding, Location};
use std::path::Path;

/// What was seen, the promise that it breaks, what it means, where to look, and the
/// place.
pub(super) fn section(finding: &Finding, course: &Course, page: &mut Page) {
    let promised = quoted(finding.promised.as_deref());
    let parts = [
        ("seen     ", &finding.observed, Ink::Strong),
        ("promised ", &promised, Ink::Plain),
        ("means    ", &finding.meaning, Ink::Plain),
        ("look at  ", &finding.look_at, Ink::Plain),
    ];
    for (label, text, ink) in parts {
        if !text.trim().is_empty() {
            page.labelled(2, label, Ink::Faint, ink, &plain(text));
        }
    }
    if let Some(location) = &finding.location {
        // In one piece and plain, so that a terminal makes it clickable.
        page.line(&format!("           {}", place(location, course)));
    }
}

/// `exercises/03_async_fundamentals/02_join.rs:12:5`.
pub(super) fn place(location: &Location, course: &Course) -> String {
    let file = Path::new(&location.file);
    let file = file.strip_prefix(&course.root).unwrap_or(file);
    let file = plain(&file.display().to_string());
    format!("{file}:{}:{}", location.line, location.column)
}
