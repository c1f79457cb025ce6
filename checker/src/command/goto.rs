//! `workbook goto`, `next` and `prev`: change the current exercise.

use super::context::Context;
use super::select;
use super::standing::Standing;
use crate::cli::NameArgs;
use crate::course::{Course, Exercise};
use crate::exit::{self, Failure};
use crate::files;
use crate::progress::Progress;
use crate::reporter::{Ink, Look, Page, plain};

pub(super) fn execute(args: &NameArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let progress = context.progress(&course)?;
    let exercise = select::exercise(&course, &args.name)?;
    go(exercise, &course, progress, context)
}

pub(super) fn next(context: &mut Context<'_>) -> anyhow::Result<u8> {
    step(context, |current| current.checked_add(1), "last")
}

pub(super) fn prev(context: &mut Context<'_>) -> anyhow::Result<u8> {
    step(context, |current| current.checked_sub(1), "first")
}

/// Go to the place that `to` makes of the current one.
fn step(
    context: &mut Context<'_>,
    to: fn(usize) -> Option<usize>,
    edge: &str,
) -> anyhow::Result<u8> {
    let course = context.course()?;
    let progress = context.progress(&course)?;
    let current = Standing::new(&course, &progress).current;
    let Some(exercise) = to(current).and_then(|place| course.exercises.get(place)) else {
        let name = &course.exercises[current].name;
        let text = format!("`{name}` is the {edge} exercise");
        return Err(Failure::NothingSelected(text).into());
    };
    go(exercise, &course, progress, context)
}

fn go(
    exercise: &Exercise,
    course: &Course,
    mut progress: Progress,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    progress.set_current(exercise.name.as_str());
    progress.save()?;
    // Without its file an exercise can still be gone to; `run` says what to do.
    let source = files::read_text(&course.exercise_path(exercise)).unwrap_or_default();
    let text = words(exercise, course, &source, &context.look);
    context.write(&text)?;
    Ok(exit::OK)
}

fn words(exercise: &Exercise, course: &Course, source: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    let path = course.shown_path(exercise).display().to_string();
    page.line(&format!(
        "{}  {path}",
        look.paint(Ink::Strong, exercise.name.as_str())
    ));
    let header = header(source);
    if !header.is_empty() {
        page.gap();
    }
    for line in header {
        page.line(&format!("  {}", plain(line)));
    }
    page.into_text()
}

/// The comment that an exercise begins with, without its slashes.
fn header(source: &str) -> Vec<&str> {
    let lines = source.lines().map(str::trim_end);
    let lines = lines.skip_while(|line| line.is_empty());
    let comment = lines.map_while(|line| {
        let text = line.strip_prefix("//!").or(line.strip_prefix("//"))?;
        // `///` already speaks of the code below it.
        (!text.starts_with('/')).then(|| text.strip_prefix(' ').unwrap_or(text))
    });
    comment.take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    #[track_caller]
    fn check(source: &str, want: &[&str]) {
        assert_eq!(header(source), want);
    }

    #[test]
    fn the_header_is_the_first_comment_and_nothing_else() {
        check(
            "\n// One.\n//\n//   Two.\n\nuse x;\n// no",
            &["One.", "", "  Two."],
        );
        check("//! One.\n/// no\nfn f() {}", &["One."]);
        check("fn main() {}", &[]);
        check("", &[]);
    }

    #[test]
    fn the_path_comes_before_the_words() {
        let course = sample::course();
        let text = words(
            &course.exercises[0],
            &course,
            "// A \u{1b}[2J.",
            &Look::plain(),
        );
        assert_eq!(
            text,
            "join  exercises/03_async_fundamentals/02_join.rs\n\n  A \\u{1b}[2J.\n"
        );
    }
}
