//! A long text on the screen.

use super::page_above;
use super::status::{back, built, keys_that_fit, named};
use crate::watch::Look;
use crate::watch::state::{Reader, State, View};
use crate::watch::watch_event::Sort;
use console::strip_ansi_codes;

/// The whole screen.
pub(super) fn page(state: &State, reader: &Reader, look: &Look) -> Vec<String> {
    let (mut lines, before, after) = reader.window(state.size);
    if !look.colors {
        lines = lines
            .iter()
            .map(|line| strip_ansi_codes(line).into())
            .collect();
    }
    if state.size.rows == 1 {
        let line = lines.pop().unwrap_or_default();
        return vec![look.fit_with(&line, &more(after))];
    }
    let mut text = Vec::new();
    if Reader::has_title(state.size) {
        text.push(look.fit(&look.bold(&reader.title)));
    }
    text.extend(lines);
    let keys = [
        named("j/k", "scroll"),
        named("space", "page"),
        named("g/G", "ends"),
    ];
    let line = match (&state.view, reader.sort, before + after) {
        (View::Help(_), _, 0) => look.fit("any key:back"),
        (_, Sort::Meanwhile, _) => {
            let ways = [named("e", "exercise"), named("q", "quit")];
            keys_that_fit(&keys, &ways, look)
        }
        (_, Sort::Ready, _) => keys_that_fit(&keys, &[named("e", "exercise")], look),
        (_, Sort::Asked | Sort::Lesson, 0) => keys_that_fit(&keys, &[named("q", "back")], look),
        _ => keys_that_fit(&keys, &[back(after, look)], look),
    };
    if reader.has_bar(state.size) {
        text.resize(state.size.rows.saturating_sub(2), String::new());
        text.push(bar(state, reader, look));
    }
    page_above(line, text, state.size.rows)
}

/// How far the build is for which there was time to read.
fn bar(state: &State, reader: &Reader, look: &Look) -> String {
    let line = match reader.sort {
        Sort::Ready => look.green("All is built; the exercise waits for you."),
        Sort::Asked | Sort::Lesson | Sort::Meanwhile => built(state, look),
    };
    look.fit(&line)
}

/// What stands at the end of a row for what is below it.
pub(super) fn more(after: usize) -> String {
    match after {
        0 => String::new(),
        after => format!(" +{after}"),
    }
}
