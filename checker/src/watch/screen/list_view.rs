//! The list of exercises on the screen.

use super::page_above;
use super::status::{keys_that_fit, named};
use crate::watch::Look;
use crate::watch::state::{Filter, List, Question, State, Typing};
use crate::watch::watch_event::Place;
use console::pad_str;

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
    let mut text = vec![title(state, list, rows.len(), look)];
    let shown = rows.iter().skip(top).take(height);
    text.extend(shown.map(|place| row(state, list, *place, look)));
    if rows.is_empty() {
        text.push(look.fit(&look.dim("  nothing fits; Esc shows all")));
    }
    let mut page = page_above(keys(list, look), text, state.size.rows);
    if let Some(line) = question(state, look)
        && let Some(above_keys) = page.len().checked_sub(2)
    {
        page[above_keys] = line;
    }
    page
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
    let widest = state
        .course
        .exercises
        .iter()
        .map(|e| e.name.as_str().len())
        .max();
    let name = pad_str(name, widest.unwrap_or(0), console::Alignment::Left, None).into_owned();
    let name = if place == list.cursor {
        look.bold(&name)
    } else {
        name
    };
    let path = look.dim(&exercise.file.display().to_string());
    look.fit(&format!("{cursor}{here}{word}  {name}  {path}"))
}

fn question(state: &State, look: &Look) -> Option<String> {
    if let Some(Question::Reset(place)) = state.asking {
        let name = &state.course.exercises[place].name;
        let line = format!("Put `{name}` back to how it was shipped, with a backup? y/n");
        return Some(look.fit(&look.bold(&line)));
    }
    let notice = state.notice.as_ref()?;
    Some(look.fit(&look.yellow(notice)))
}

fn keys(list: &List, look: &Look) -> String {
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
            &[named("q", "back")],
            look,
        ),
    }
}
