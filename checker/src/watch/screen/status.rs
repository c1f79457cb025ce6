//! The lowest lines: what is going on, how far the learner is, and the keys.

use super::verdict_view::bar;
use super::wrap;
use crate::watch::Look;
use crate::watch::state::{Attention, Job, Question, Run, State, Step};
use console::measure_text_width;

/// The lines, the lowest last.
pub(super) fn lines(state: &State, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(error) = &state.unsaved {
        let text = format!("progress is not saved: {error}; it is tried again with each verdict");
        lines.extend(wrap::text(&look.yellow(&text), look.width));
    }
    if let Some(notice) = &state.notice {
        lines.extend(wrap::text(&look.yellow(notice), look.width));
    }
    if let Some(run) = &state.run {
        lines.push(look.fit(&look.bold(&running(state, run, look))));
    }
    if state.attention == Attention::Paused {
        lines.push(look.fit(&look.yellow("paused: saves are not judged; space goes on")));
    }
    if let Some(question) = state.asking {
        lines.extend(wrap::text(&look.bold(&ask(state, question)), look.width));
    }
    lines.extend(progress(state, look));
    let last = [named("?", "help"), named("q", "quit")];
    lines.push(keys_that_fit(&keys(state), &last, look));
    lines
}

fn running(state: &State, run: &Run, look: &Look) -> String {
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

fn ask(state: &State, question: Question) -> String {
    let Question::Reset(place) = question;
    let name = &state.course.exercises[place].name;
    format!("Put `{name}` back to how it was shipped? Your version is kept as a backup. y/n")
}

/// On one line if there is room, else the path below.
fn progress(state: &State, look: &Look) -> Vec<String> {
    let (done, total) = (state.done(), state.slots.len());
    let path = path(state);
    let name = state.exercise().name.as_str();
    let count = format!("{done}/{total}");
    let line = format!(
        "Progress {} {count}   {name}   {path}",
        bar(done, total, 20)
    );
    if measure_text_width(&line) <= look.width {
        return vec![line];
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
    vec![look.fit(&first), look.fit_end(&path, look.width)]
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
fn keys(state: &State) -> Vec<KeyName> {
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

/// As many keys as fit; the last ones, such as the way out, are always among
/// them.
pub(super) fn keys_that_fit(keys: &[KeyName], last: &[KeyName], look: &Look) -> String {
    let width_of = |(key, name): &KeyName| key.len() + 1 + measure_text_width(name) + 2;
    let mut room = look
        .width
        .saturating_sub(last.iter().map(width_of).sum::<usize>());
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

fn shown((key, name): &KeyName, look: &Look) -> String {
    format!("{}:{name}  ", look.bold(key))
}
