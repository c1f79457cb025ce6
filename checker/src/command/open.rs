//! `workbook open`: an exercise in the learner's editor.

mod editor;
mod launch;

use super::context::Context;
use super::select;
use crate::cli::{ApartArgs, OpenArgs};
use crate::course::{Course, Exercise};
use crate::exit;
use crate::process;
use anyhow::Context as _;
use editor::Editor;
use report::Location;
use std::env;
use std::process::Command;

pub(super) fn execute(args: &OpenArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let progress = context.progress(&course)?;
    let exercise = select::exercise_or_current(&course, args.name.as_deref(), &progress)?;
    let editor = choose(args.editor.as_deref(), &course, exercise)?;
    let command = editor.command(&course.exercise_path(exercise), None);
    process::start_and_leave(command)?;
    let path = course.shown_path(exercise);
    context.line(&format!(
        "Opened `{}` with `{}`.",
        path.display(),
        editor.program
    ))?;
    Ok(exit::OK)
}

/// Open the file from inside `watch`, at a place where one is known; says in
/// one line what was done.
///
/// # Errors
///
/// When there is no editor that can be started.
pub(super) fn open(
    wish: Option<&str>,
    course: &Course,
    exercise: &Exercise,
    at: Option<&Location>,
) -> anyhow::Result<String> {
    let editor = choose(wish, course, exercise)?;
    let at = at.map(|location| (location.line, location.column));
    let command = editor.command(&course.exercise_path(exercise), at);
    process::start_apart(launch::guardian(&command)?)?;
    Ok(format!(
        "opened `{}` with `{}`",
        course.shown_path(exercise).display(),
        editor.program
    ))
}

/// `workbook apart`: stay with an editor that `watch` opened.
pub(super) fn apart(args: &ApartArgs) -> anyhow::Result<u8> {
    let (program, arguments) = args.command.split_first().context("no program is named")?;
    let mut command = Command::new(program);
    command.args(arguments);
    process::stay_with(command)?;
    Ok(exit::OK)
}

fn choose(wish: Option<&str>, course: &Course, exercise: &Exercise) -> anyhow::Result<Editor> {
    let file = course.shown_path(exercise);
    let editor = Editor::choose(wish, &|name| env::var(name).ok(), &file)?;
    launch::find(&editor.program)?;
    Ok(editor)
}
