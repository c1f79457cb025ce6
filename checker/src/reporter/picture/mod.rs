//! A timeline for browsers and for other programs: as SVG, as a page to play with, and as
//! trace events. What shares a row, and how times are written, is decided where the
//! terminal's picture is made, in [`crate::timeline`].

mod page;
mod svg;
mod trace;

pub use page::page;
pub use svg::{document, figure};
pub use trace::trace;

use super::formats::{one_line, sentence};
use crate::verdict::{TestEnd, TestReport, Verdict};
use report::Spans;

/// How figures look, and the colours of all pages, in light and in dark.
pub(super) const STYLE: &str = include_str!("picture.css");
pub(super) const COLORS: &str = include_str!("colors.css");

/// What ran in one test.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The test, as a sentence.
    pub title: String,
    /// Whether it passed; `None` where that is not known.
    pub passed: Option<bool>,
    /// What was seen to run.
    pub spans: Spans,
}

/// What was seen to run in the tests of a verdict, the hidden ones first.
#[must_use]
pub fn scenes(verdict: &Verdict) -> Vec<Scene> {
    let tests = verdict.tests.iter().chain(&verdict.own_tests);
    let drawn = tests.filter(|test| !test.spans.spans.is_empty());
    drawn.map(Scene::of).collect()
}

impl Scene {
    /// What was seen to run in this test.
    #[must_use]
    pub fn of(test: &TestReport) -> Self {
        Self {
            title: sentence(&test.name),
            passed: (test.end != TestEnd::NotRun).then(|| test.passed()),
            spans: legible(test.spans.clone()),
        }
    }
}

/// With names that are safe to show and to measure: they come from the answer.
#[must_use]
pub fn legible(mut spans: Spans) -> Spans {
    for span in &mut spans.spans {
        span.item = one_line(&span.item);
        span.lane = one_line(&span.lane);
    }
    spans
}

#[cfg(test)]
mod tests;
