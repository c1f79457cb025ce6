//! What is tried out, as lines for a terminal.

use super::state::{FIELDS, Field, State};
use crate::reporter::{Ink, Look};
use crate::timeline;

/// All of it.
pub(super) fn lines(state: &State, look: &Look) -> Vec<String> {
    // What grows is last: where the terminal is low, the keys stay.
    let mut lines = vec![
        look.paint(Ink::Strong, "Change one thing, and compare"),
        keys(state, look),
    ];
    lines.extend(FIELDS.map(|field| row(state, field, look)));
    lines.push(String::new());
    if let Some(trouble) = &state.trouble {
        lines.extend(trouble.lines().map(|line| look.paint(Ink::Fail, line)));
    }
    lines.extend(pictures(state, look));
    lines
}

/// The timelines, on one axis.
pub(super) fn pictures(state: &State, look: &Look) -> Vec<String> {
    let pictures = state.pictures();
    if pictures.is_empty() {
        return Vec::new();
    }
    let lines = timeline::together(&pictures, look.width, look.glyphs());
    let painted = lines.iter().map(|line| look.paint_line(line));
    painted.collect()
}

fn row(state: &State, field: Field, look: &Look) -> String {
    let choice = &state.choice;
    let (name, value) = match field {
        Field::Work => ("work", choice.work.name().to_owned()),
        Field::Jobs => ("jobs", choice.jobs.to_string()),
        Field::Approach => ("approach", choice.approach().name.to_owned()),
    };
    let has_focus = state.focus == field;
    let mark = if has_focus {
        look.pick("▸", ">")
    } else {
        " "
    };
    let ink = if has_focus { Ink::Code } else { Ink::Plain };
    let [left, right] = match has_focus {
        true => [look.pick("‹ ", "< "), look.pick(" ›", " >")],
        false => ["  ", ""],
    };
    let value = look.paint(ink, &format!("{left}{value}{right}"));
    format!("{mark} {name:10}{value}")
}

fn keys(state: &State, look: &Look) -> String {
    let enter = match &state.running {
        Some(_) => "Esc: stop it",
        None => "Enter: run it",
    };
    let forget = match state.done.is_empty() {
        true => "",
        false => "   x: clear",
    };
    let arrows = look.pick("↑↓ ←→", "arrows");
    look.paint(
        Ink::Faint,
        &format!("{arrows}: choose   {enter}{forget}   q: quit"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::demo::state::Event;
    use crate::watch::Key;
    use report::Spans;

    #[test]
    fn what_can_be_done_is_said_and_what_has_the_focus_is_marked() {
        let mut state = State::new();
        let text = |state: &State| lines(state, &Look::plain()).join("\n");
        let first = text(&state);
        assert!(
            first.contains("> approach  < one after another >"),
            "{first}"
        );
        assert!(first.contains("  work        waiting\n"), "{first}");
        assert!(first.contains("Enter: run it   q: quit\n"), "{first}");
        state.on(Event::Key(Key::Enter));
        assert!(text(&state).contains("Esc: stop it"));
        state.on(Event::Ended(Ok(Some(Spans::default()))));
        let after = text(&state);
        assert!(
            after.contains("4 jobs, waiting: one after another"),
            "{after}"
        );
        assert!(after.contains("x: clear"), "{after}");
    }
}
