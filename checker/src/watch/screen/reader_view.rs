//! A long text on the screen.

use super::page_above;
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
    let keys = look.fit(&format!("q:back  j/k:scroll  space:page  g/G:ends{place}"));
    page_above(keys, text, state.size.rows)
}
