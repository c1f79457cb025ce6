//! `workbook reset`: an exercise as it was shipped, with a backup.

use super::context::{Context, shown};
use super::select;
use crate::cli::ResetArgs;
use crate::course::{Course, Exercise};
use crate::exit::{self, Failure};
use crate::restore::{self, Restored};
use anyhow::Context as _;
use dialoguer::Confirm;

pub(super) fn execute(args: &ResetArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let mut progress = context.progress(&course)?;
    let exercise = select::exercise(&course, &args.name)?;
    if !args.yes && !is_confirmed(exercise, &course, context)? {
        context.line("Nothing was changed.")?;
        return Ok(exit::OK);
    }
    let said = reset(&course, exercise)?;
    progress.mark_pending(exercise.name.as_str());
    let saved = progress.save();
    context.line(&said)?;
    saved?;
    Ok(exit::OK)
}

/// Put the file back and say in one line what was done.
pub(super) fn reset(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    let path = course.shown_path(exercise);
    let path = path.display();
    Ok(match restore::reset(course, exercise)? {
        Restored::Unchanged => format!("`{path}` is already as it was shipped."),
        Restored::Replaced { backup: None } => format!("`{path}` is there again, as shipped."),
        // `undo` is for answers.
        Restored::Replaced {
            backup: Some(backup),
        } if course.scratch.is_some() => format!(
            "`{path}` is as shipped again; what you wrote is in `{}`.",
            shown(&backup)
        ),
        Restored::Replaced {
            backup: Some(backup),
        } => format!(
            "`{path}` is as shipped again; your answer is in `{}`, and `workbook undo {}` \
             brings it back.",
            shown(&backup),
            exercise.name
        ),
    })
}

fn is_confirmed(
    exercise: &Exercise,
    course: &Course,
    context: &Context<'_>,
) -> anyhow::Result<bool> {
    if !(context.terminals.stdin && context.terminals.stderr) {
        let text = "there is no terminal to ask whether to reset; add `--yes`";
        return Err(Failure::Usage(text.to_owned()).into());
    }
    let path = course.shown_path(exercise);
    let question = format!("Replace `{}` by what was shipped?", path.display());
    Confirm::new()
        .with_prompt(question)
        .default(false)
        .interact()
        .context("failed to ask")
}
