//! The verdict and what belongs to it: hints, and what comes next.

use super::{ROOMY, wrap};
use crate::watch::Look;
use crate::watch::content::Content;
use crate::watch::state::{Shown, State, Step};
use crate::watch::watch_event::Place;
use console::measure_text_width;

/// What stands above the status lines.
pub(super) struct Body {
    /// Its top matters most.
    pub(super) text: Vec<String>,
    /// Its end matters most: the newest hint, what comes next.
    pub(super) tail: Vec<String>,
}

impl Body {
    /// Rows of text that the tail leaves at least.
    const TEXT: usize = 4;

    /// At most `height` lines; says what is missing and how to see it.
    pub(super) fn cut_to(mut self, height: usize, look: &Look) -> Vec<String> {
        let tail = self
            .tail
            .len()
            .min(height.saturating_sub(Self::TEXT.min(self.text.len())));
        let hidden = self.tail.len() - tail;
        self.tail.drain(..hidden);
        let room = height - tail;
        if hidden == 0 && self.text.len() <= room {
            self.text.append(&mut self.tail);
            return self.text;
        }
        if self.text.is_empty() {
            self.tail[0] = missing(hidden + 1, look);
            return self.tail;
        }
        // One sign for both; it takes a row of what is shown.
        let mut lines = first_of(&self.text, hidden, room, look);
        lines.append(&mut self.tail);
        lines
    }
}

/// The first lines of `text` in `room` rows, with a sign for the rest and for
/// `more` lines after it.
fn first_of(text: &[String], more: usize, room: usize, look: &Look) -> Vec<String> {
    let all = text.len() + more;
    match (room, text) {
        (0, _) | (_, []) => Vec::new(),
        (1, [only]) if all == 1 => vec![only.clone()],
        (1, [first, ..]) => vec![look.fit_with(first, &look.dim(&format!(" +{}", all - 1)))],
        _ => {
            let shown = text.len().min(room - 1);
            let mut lines = text[..shown].to_vec();
            lines.push(missing(all - shown, look));
            lines
        }
    }
}

/// Says that so many lines cannot be seen, and how to see them.
fn missing(lines: usize, look: &Look) -> String {
    let dots = look.dots();
    let ways = [
        format!("{dots} {lines} more lines; press f to see all"),
        format!("{dots} {lines} more: f"),
        format!("+{lines} f"),
    ];
    let fits = ways
        .iter()
        .find(|way| measure_text_width(way) <= look.width);
    look.fit(&look.dim(fits.unwrap_or(&ways[2])))
}

/// What there is to say.
pub(super) fn body(state: &State, verdict: &str, look: &Look) -> Body {
    let mut text = Vec::new();
    if let Some(welcome) = welcome(state) {
        text.extend(wrap::text(welcome, look.width));
        text.push(String::new());
    }
    text.extend(wrap::text(&shown(state, verdict, look), look.width));
    Body {
        text,
        tail: wrap::text(&tail(state, look), look.width),
    }
}

/// The same without a limit.
pub(super) fn whole(state: &State, verdict: &str, look: &Look) -> String {
    let text = shown(state, verdict, look);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{}", tail(state, look))
}

fn tail(state: &State, look: &Look) -> String {
    [hints(state, look), after(state, look), next(state, look)].concat()
}

/// The course's own first words, until the learner has begun.
fn welcome(state: &State) -> Option<&str> {
    // Where there is little room, the verdict comes first.
    let first = state.untouched && state.current == 0 && state.size.rows >= ROOMY;
    state.course.welcome.as_deref().filter(|_| first)
}

/// The verdict, or why there is none. `verdict` is how to get the file back
/// where that is missing.
fn shown(state: &State, verdict: &str, look: &Look) -> String {
    let name = &state.exercise().name;
    let path = state.course.shown_path(state.exercise());
    let path = path.display();
    match &state.shown {
        Shown::Nothing => building(state, look),
        Shown::Verdict(_) => verdict.to_owned(),
        Shown::NoFile(Content::Unreadable(why)) => format!(
            "{}\n  Its file `{path}` is there, but {why}.\n  It is judged as soon as it can be read.",
            look.red(&format!("`{name}` cannot be read")),
        ),
        Shown::NoFile(_) => format!(
            "{}\n  There is no `{path}`: it was renamed, moved or deleted.\n  \
             Put it back and it is judged at once. To get it back: {verdict}.\n  \
             To go on with another exercise, press l.",
            look.red(&format!("the file of `{name}` is missing")),
        ),
        Shown::Trouble(error) => format!(
            "{}\n  The checker could not do its work; your answer is not the reason.\n  {error}\n  \
             Press r to try again. `workbook doctor` says what is missing.",
            look.red("no verdict"),
        ),
        Shown::Checked(results) => checked(state, results, look),
    }
}

fn building(state: &State, look: &Look) -> String {
    let Some(Step::Dependencies {
        done,
        total,
        current,
    }) = state.run.as_ref().map(|run| &run.step)
    else {
        return String::new();
    };
    let width = look.width.saturating_sub(14).min(40);
    format!(
        "The crates that the exercises use are being built. This happens once.\n{} {done}/{total}\n{}",
        bar(*done, *total, width),
        look.dim(current),
    )
}

fn checked(state: &State, results: &[(Place, Option<bool>)], look: &Look) -> String {
    let passed = results
        .iter()
        .filter(|(_, passed)| *passed == Some(true))
        .count();
    let title = format!("{passed} of {} exercises pass", results.len());
    let all = passed == results.len();
    let mut text = if all {
        look.green(&title)
    } else {
        look.bold(&title)
    };
    let names = results
        .iter()
        .map(|(place, _)| &state.course.exercises[*place].name);
    let widest = names.map(|name| name.as_str().len()).max().unwrap_or(0);
    for (place, result) in results {
        let exercise = &state.course.exercises[*place];
        let word = match result {
            Some(true) => continue,
            Some(false) => "not passed",
            None => "no file",
        };
        let (name, file) = (exercise.name.as_str(), exercise.file.display());
        text += &format!("\n  {word:<10}  {name:<widest$}  {file}");
    }
    text
}

fn hints(state: &State, look: &Look) -> String {
    // After the pass they would only be in the way.
    if state.has_passed() {
        return String::new();
    }
    let hints = &state.exercise().hints;
    let shown = state.slots[state.current].hints;
    let layers = hints.iter().take(shown).enumerate();
    layers
        .map(|(index, hint)| {
            let title = look.cyan(&format!("hint {}/{}", index + 1, hints.len()));
            let hint = hint.trim_end().replace('\n', "\n  ");
            format!("\n{title}\n  {hint}\n")
        })
        .collect()
}

/// What to make of a pass.
fn after(state: &State, look: &Look) -> String {
    let after = state.exercise().after.as_ref();
    match after.filter(|_| state.has_passed()) {
        Some(after) => format!(
            "\n{} {}\n{} {}\n",
            look.bold("Why it matters:"),
            after.why,
            look.bold("To think about:"),
            after.question,
        ),
        None => String::new(),
    }
}

fn next(state: &State, look: &Look) -> String {
    if !state.has_passed() {
        return String::new();
    }
    let Some(next) = state.next() else {
        let farewell = state.course.farewell.as_deref();
        return format!(
            "\n{}\n",
            look.green(farewell.unwrap_or("Every exercise is done."))
        );
    };
    let exercise = &state.course.exercises[next];
    let path = state.course.shown_path(exercise);
    format!(
        "\n{} `{}`  {}\n  Press n to go on, or open that file and save it.",
        look.bold("Next:"),
        exercise.name,
        path.display(),
    )
}

/// A bar of `width` columns in brackets.
pub(super) fn bar(done: usize, total: usize, width: usize) -> String {
    let filled = (width * done).checked_div(total).unwrap_or(0).min(width);
    let mut inner = "#".repeat(filled);
    if filled < width {
        inner.push('>');
        inner += &"-".repeat(width - filled - 1);
    }
    format!("[{inner}]")
}
