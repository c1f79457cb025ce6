//! A long text on the screen.

use super::page_above;
use super::status::{back, keys_that_fit, named};
use crate::watch::Look;
use crate::watch::state::{Reader, State, View};
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
    let line = match (&state.view, before + after) {
        (View::Help(_), 0) => look.fit("any key:back"),
        (_, 0) => keys_that_fit(&keys, &[named("q", "back")], look),
        _ => keys_that_fit(&keys, &[back(after, look)], look),
    };
    page_above(line, text, state.size.rows)
}

/// What stands at the end of a row for what is below it.
pub(super) fn more(after: usize) -> String {
    match after {
        0 => String::new(),
        after => format!(" +{after}"),
    }
}
