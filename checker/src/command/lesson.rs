//! `workbook lesson`: the lesson's text, for reading in a terminal.

use super::context::Context;
use super::pager;
use super::select;
use super::standing::title;
use crate::cli::LessonArgs;
use crate::course::{Course, Lesson};
use crate::exit;
use crate::files;
use crate::reporter::{Look, markdown};
use anyhow::Context as _;
use std::io::ErrorKind;

pub(super) fn execute(args: &LessonArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let lesson = match args.number {
        Some(number) => select::lesson(&course, number)?.1,
        None => {
            let progress = context.progress(&course)?;
            let current = select::exercise_or_current(&course, None, &progress)?;
            &course.lessons[current.lesson]
        }
    };
    let text = text(&course, lesson, &context.look)?;
    pager::show(&text, context)?;
    Ok(exit::OK)
}

/// The text of `lesson`, for reading.
///
/// # Errors
///
/// When it has none, or it cannot be read.
pub(super) fn text(course: &Course, lesson: &Lesson, look: &Look) -> anyhow::Result<String> {
    let path = course.lesson_readme(lesson);
    let read = files::read_text(&path);
    if let Err(error) = &read
        && error.kind() == ErrorKind::NotFound
    {
        return Ok(format!(
            "The lesson `{}` has no text of its own; each exercise begins with what it is about.\n",
            title(lesson)
        ));
    }
    let text = read.with_context(|| format!("failed to read `{}`", path.display()))?;
    Ok(markdown(&text, look))
}
