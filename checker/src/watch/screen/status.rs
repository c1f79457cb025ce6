//! What the lowest lines say: what is going on, how far the learner is, the keys.

use super::verdict_view::bar;
use super::wrap;
use crate::watch::Look;
use crate::watch::state::{Job, Question, Run, State, Step};
use console::measure_text_width;

pub(super) fn running(state: &State, run: &Run, look: &Look) -> String {
    let what = match (&run.job, &run.step) {
        (_, Step::Dependencies { .. }) => "Building".to_owned(),
        (Job::One, Step::Starting | Step::Compiling | Step::Testing { .. }) => {
            format!("Checking {}", state.exercise().name)
        }
        (Job::All { results }, _) => {
            format!("Checking all, {}/{}", results.len(), state.slots.len())
        }
    };
    let tests = match &run.step {
        Step::Testing { ended, total } if *total > 1 => format!(", test {ended}/{total}"),
        Step::Testing { .. } | Step::Starting | Step::Compiling | Step::Dependencies { .. } => {
            String::new()
        }
    };
    let elapsed = state.now.saturating_duration_since(run.started);
    let time = if elapsed < Run::SLOW {
        String::new()
    } else {
        format!(" {:.1} s", elapsed.as_secs_f64())
    };
    format!("{what}{}{time}{tests}", look.dots())
}

/// How far the building is that the first verdict waits for.
pub(super) fn built(state: &State, look: &Look) -> String {
    let Some(run) = &state.run else {
        return String::new();
    };
    let Step::Dependencies {
        done,
        total,
        current,
    } = &run.step
    else {
        return look.bold(&running(state, run, look));
    };
    let bar = bar(*done, *total, (look.width / 4).clamp(6, 20));
    format!(
        "{} {bar} {done}/{total}  {}",
        look.bold("Building, once"),
        look.dim(current)
    )
}

/// How far the building for later lessons is.
pub(super) fn ahead(state: &State, look: &Look) -> Option<String> {
    let (done, total) = state.ahead?;
    let line = format!(
        "Building for later lessons {} {done}/{total}",
        bar(done, total, 20)
    );
    Some(look.fit(&look.dim(&line)))
}

/// What is asked, in as many words as there is room for.
pub(super) fn ask(state: &State, look: &Look) -> Vec<String> {
    let Some(Question::Reset(place)) = state.asking else {
        return Vec::new();
    };
    let name = &state.course.exercises[place].name;
    let words = [
        format!("Put `{name}` back to how it was shipped? Your version is kept as a backup. y/n"),
        format!("Reset `{name}`? y/n"),
        "reset? y/n".to_owned(),
        "y/n".to_owned(),
    ];
    let most = (state.size.rows / 3).max(1);
    let ways = words.map(|words| wrap::text(&look.bold(&words), look.width));
    let [.., shortest] = &ways;
    let fits = ways.iter().find(|lines| lines.len() <= most);
    fits.unwrap_or(shortest).clone()
}

/// On one line if there is room, else the path below.
pub(super) fn progress(state: &State, look: &Look) -> (Vec<String>, Vec<String>) {
    let (done, total) = (state.done(), state.slots.len());
    let path = path(state);
    let name = state.exercise().name.as_str();
    let count = format!("{done}/{total}");
    let line = format!(
        "Progress {} {count}   {name}   {path}",
        bar(done, total, 20)
    );
    if measure_text_width(&line) <= look.width {
        return (vec![line], Vec::new());
    }
    let label = if look.width > 40 { "Progress " } else { "" };
    let taken = label.len() + count.len() + 3;
    let width = look.width.saturating_sub(taken).min(20);
    let first = format!("{label}{} {count}   {name}", bar(done, total, width));
    let first = if measure_text_width(&first) <= look.width {
        first
    } else {
        format!("{label}{} {count}", bar(done, total, width))
    };
    (
        vec![look.fit(&first)],
        vec![look.fit_end(&path, look.width)],
    )
}

/// As terminals and editors like to open it: with the place of the verdict.
fn path(state: &State) -> String {
    let path = state.course.shown_path(state.exercise());
    match state.points_to() {
        Some(at) => format!("{}:{}:{}", path.display(), at.line, at.column),
        None => path.display().to_string(),
    }
}

/// The most useful first.
pub(super) fn keys(state: &State) -> Vec<KeyName> {
    let hints = state.exercise().hints.len();
    let seen = state.slots[state.current].hints;
    let mut keys = Vec::new();
    if state.has_passed() || state.slots[state.current].done {
        keys.extend([named("n", "next"), named("d", "diff")]);
    }
    if seen < hints && !state.has_passed() {
        keys.push(("h", format!("hint {}/{hints}", seen + 1)));
    }
    keys.extend([
        named("l", "list"),
        named("r", "run"),
        named("o", "open"),
        named("e", "lesson"),
        named("f", "full"),
    ]);
    keys
}

/// A key as it is written, and what it does.
pub(super) type KeyName = (&'static str, String);

/// A key and what it does.
pub(super) fn named(key: &'static str, name: &str) -> KeyName {
    (key, name.to_owned())
}

/// The way back out of a text of which `after` rows are below the screen.
pub(super) fn back(after: usize, look: &Look) -> KeyName {
    let ways = match after {
        0 => [
            "back  (end)".to_owned(),
            "back".to_owned(),
            "end".to_owned(),
        ],
        after => [
            format!("back  ({after} more below)"),
            format!("back +{after}"),
            format!("+{after}"),
        ],
    };
    let fits = ways.iter().find(|name| name.len() + 2 <= look.width);
    ("q", fits.unwrap_or(&ways[2]).clone())
}

/// As many keys as fit; the last ones, such as the way out, are always among
/// them, if need be without what they do.
pub(super) fn keys_that_fit(keys: &[KeyName], last: &[KeyName], look: &Look) -> String {
    let width_of = |(key, name): &KeyName| key.len() + 1 + measure_text_width(name) + 2;
    let needed = last.iter().map(width_of).sum::<usize>();
    if needed > look.width + 2 {
        return look.fit(&without_names(last, look));
    }
    let mut room = look.width.saturating_sub(needed);
    let mut line = String::new();
    for entry in keys {
        let Some(left) = room.checked_sub(width_of(entry)) else {
            break;
        };
        room = left;
        line += &shown(entry, look);
    }
    for entry in last {
        line += &shown(entry, look);
    }
    look.fit(line.trim_end())
}

/// The last key is the way out; it is the last one to lose its name.
fn without_names(last: &[KeyName], look: &Look) -> String {
    let keys = |entries: &[KeyName]| {
        let keys = entries.iter().map(|(key, _)| look.bold(key) + " ");
        keys.collect::<String>()
    };
    let Some((way_out, others)) = last.split_last() else {
        return String::new();
    };
    let way_out_named = shown(way_out, look);
    let ways = [
        keys(others) + way_out_named.trim_end(),
        keys(last).trim_end().to_owned(),
    ];
    let fits = ways
        .iter()
        .find(|way| measure_text_width(way) <= look.width);
    fits.cloned().unwrap_or_else(|| look.bold(way_out.0))
}

fn shown((key, name): &KeyName, look: &Look) -> String {
    format!("{}:{name}  ", look.bold(key))
}
