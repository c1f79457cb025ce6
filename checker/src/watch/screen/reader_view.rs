//! A long text on the screen.

use super::page_above;
use super::status::{keys_that_fit, named};
use crate::watch::Look;
use crate::watch::state::{Reader, State};

/// The whole screen.
pub(super) fn page(state: &State, reader: &Reader, look: &Look) -> Vec<String> {
    let (lines, before, after) = reader.window(state.size);
    let mut text = vec![look.fit(&look.bold(&reader.title))];
    text.extend(lines);
    let place = match (before, after) {
        (0, 0) => String::new(),
        (_, 0) => "  (end)".to_owned(),
        (_, after) => format!("  ({after} more below)"),
    };
    let keys = [
        named("j/k", "scroll"),
        named("space", "page"),
        named("g/G", "ends"),
    ];
    let last = [named("q", &format!("back{place}"))];
    page_above(keys_that_fit(&keys, &last, look), text, state.size.rows)
}
