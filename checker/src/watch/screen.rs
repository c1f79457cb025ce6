//! What the state looks like. Pure: from what is known to lines of text.

mod footer;
pub(super) mod keys_page;
mod list_view;
mod painter;
mod reader_view;
mod status;
mod style;
#[cfg(test)]
mod tests;
mod verdict_view;
pub(super) mod wrap;

pub(super) use painter::{Painter, Screen, TO_MAIN};

use crate::watch::state::{State, View};
use crate::watch::{History, Look};

/// Rows of a terminal in which some may be empty.
const ROOMY: usize = 8;

/// One picture of the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// The whole screen, at most as many lines as it has.
    Page(Vec<String>),
    /// Lines that stay, and lines below them that are drawn over.
    Log {
        block: Vec<String>,
        footer: Vec<String>,
    },
}

/// Draw the state. `verdict` is the text of the verdict that it shows, if any, or
/// how to get back a file that is missing.
pub(super) fn draw(state: &State, verdict: &str, look: &Look, history: History) -> Frame {
    match &state.view {
        View::Verdict => verdict_frame(state, verdict, look, history),
        View::List(list) => Frame::Page(list_view::page(state, list, look)),
        View::Reader(reader) | View::Help(reader) => {
            Frame::Page(reader_view::page(state, reader, look))
        }
    }
}

/// All that there is to say about the current exercise.
pub(super) fn whole(state: &State, verdict: &str, look: &Look) -> String {
    verdict_view::whole(state, verdict, look)
}

fn verdict_frame(state: &State, verdict: &str, look: &Look, history: History) -> Frame {
    let body = verdict_view::body(state, verdict, look);
    let mut footer = footer::lines(state, look);
    let rows = state.size.rows;
    match history {
        History::Kept => {
            let lines: Vec<_> = body.text.into_iter().chain(body.tail).collect();
            // What is said during a run does not stay.
            let (block, mut above) = if state.run.is_some() {
                (Vec::new(), lines)
            } else {
                (lines, Vec::new())
            };
            above.push(String::new());
            above.append(&mut footer);
            above.drain(..above.len().saturating_sub(rows));
            Frame::Log {
                block,
                footer: above,
            }
        }
        History::OwnScreen => {
            let left = rows.saturating_sub(footer.len());
            // Where each row counts, none is empty.
            let between = usize::from(rows >= ROOMY);
            let mut lines = body.cut_to(left.saturating_sub(between), look);
            let blank = left - lines.len();
            // Anchored below: the eye is already there.
            let below = between.min(blank) * usize::from(!lines.is_empty());
            let mut page = vec![String::new(); blank - below];
            page.append(&mut lines);
            page.extend(vec![String::new(); below]);
            page.append(&mut footer);
            Frame::Page(page)
        }
    }
}

/// The lines of `text` that are shown in `rows` rows above `keys`.
fn page_above(keys: String, mut text: Vec<String>, rows: usize) -> Vec<String> {
    text.truncate(rows.saturating_sub(1));
    text.resize(rows.saturating_sub(1), String::new());
    text.push(keys);
    text
}
