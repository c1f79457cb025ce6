//! The list of exercises on the screen.

use super::reader_view::more;
use super::status::{ask, back, keys_that_fit, named};
use super::{page_above, wrap};
use crate::watch::Look;
use crate::watch::state::{Filter, List, State, Typing};
use crate::watch::watch_event::Place;
use console::pad_str;

/// In fewer columns there is no room for words beside the name: `+` is done.
const NARROW: usize = 30;

/// The whole screen.
pub(super) fn page(state: &State, list: &List, look: &Look) -> Vec<String> {
    let rows = state.listed(list);
    let height = state.list_height();
    let at = rows
        .iter()
        .position(|place| *place == list.cursor)
        .unwrap_or(0);
    // The cursor in the middle, except near the ends.
    let top = at
        .saturating_sub(height / 2)
        .min(rows.len().saturating_sub(height));
    let after = rows.len().saturating_sub(top + height);
    let shown = rows.iter().skip(top).take(height);
    let mut text: Vec<_> = shown.map(|place| row(state, list, *place, look)).collect();
    if rows.is_empty() {
        text.push(look.fit(&look.dim("  nothing fits; Esc shows all")));
    }
    if state.size.rows == 1 {
        return one_row(&text[0], after, state, look);
    }
    if state.size.rows > 2 {
        text.insert(0, title(state, list, rows.len(), look));
    }
    let cut = (top > 0 || after > 0).then_some(after);
    let mut page = page_above(keys(list, cut, look), text, state.size.rows);
    let said = said(state, look);
    let above_keys = page.len() - 1;
    let first = above_keys.saturating_sub(said.len());
    page.splice(first..above_keys, said);
    page
}

fn one_row(row: &str, after: usize, state: &State, look: &Look) -> Vec<String> {
    let said = said(state, look).pop();
    vec![said.unwrap_or_else(|| look.fit_with(row, &more(after)))]
}

fn title(state: &State, list: &List, listed: usize, look: &Look) -> String {
    let filter = match list.filter {
        Filter::All => "",
        Filter::Done => "  only done",
        Filter::Pending => "  only pending",
    };
    let query = match list.typing {
        Typing::Search => format!("  /{}_", list.query),
        Typing::Commands if list.query.is_empty() => String::new(),
        Typing::Commands => format!("  /{}", list.query),
    };
    let (done, total) = (state.done(), state.slots.len());
    let count = if listed == total {
        String::new()
    } else {
        format!("  {listed} listed")
    };
    look.fit(&format!(
        "{}  {done}/{total} done{count}{filter}{query}",
        look.bold("Exercises")
    ))
}

fn row(state: &State, list: &List, place: Place, look: &Look) -> String {
    let exercise = &state.course.exercises[place];
    let name = exercise.name.as_str();
    let cursor = if place == list.cursor { ">" } else { " " };
    let here = if place == state.current { "*" } else { " " };
    let word = if state.slots[place].done {
        look.green("done   ")
    } else {
        look.yellow("pending")
    };
    let name = match place == list.cursor {
        true => look.bold(name),
        false => name.to_owned(),
    };
    if look.width < NARROW {
        let mark = if state.slots[place].done { "+" } else { "-" };
        return look.fit(&format!("{cursor}{here}{mark} {name}"));
    }
    let widest = state
        .course
        .exercises
        .iter()
        .map(|e| e.name.as_str().len())
        .max();
    let name = pad_str(&name, widest.unwrap_or(0), console::Alignment::Left, None);
    let path = look.dim(&exercise.file.display().to_string());
    look.fit(&format!("{cursor}{here}{word}  {name}  {path}"))
}

/// A question or a notice, which lies over the lowest rows, if need be cut.
fn said(state: &State, look: &Look) -> Vec<String> {
    let question = ask(state, look);
    if !question.is_empty() {
        return question;
    }
    let Some(notice) = &state.notice else {
        return Vec::new();
    };
    let mut lines = wrap::text(&look.yellow(notice), look.width);
    let most = (state.size.rows / 2).max(1);
    if lines.len() > most {
        lines.truncate(most);
        lines[most - 1] = look.fit_with(&lines[most - 1], look.dots());
    }
    lines
}

/// `cut` says how many rows are below, if not all of them are shown.
fn keys(list: &List, cut: Option<usize>, look: &Look) -> String {
    let way_out = match cut {
        Some(after) => back(after, look),
        None => named("q", "back"),
    };
    match list.typing {
        Typing::Search => keys_that_fit(&[named("Enter", "keep")], &[named("Esc", "all")], look),
        Typing::Commands => keys_that_fit(
            &[
                named("Enter", "go on here"),
                named("/", "search"),
                named("d", "done"),
                named("p", "pending"),
                named("r", "reset"),
            ],
            &[way_out],
            look,
        ),
    }
}
