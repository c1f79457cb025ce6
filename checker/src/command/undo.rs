//! `workbook undo`: what the last reset replaced.

use super::context::{Context, shown};
use super::select;
use crate::cli::UndoArgs;
use crate::course::{Course, Exercise};
use crate::exit::{self, Failure};
use crate::progress;
use crate::restore::{self, Restored};
use std::fs;

pub(super) fn execute(args: &UndoArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let exercise = match &args.name {
        Some(name) => select::exercise(&course, name)?,
        None => last_reset(&course).ok_or_else(|| {
            Failure::NothingSelected("nothing was reset, so there is nothing to undo".to_owned())
        })?,
    };
    let path = course.shown_path(exercise);
    let path = path.display();
    let said = match restore::undo(&course, exercise)? {
        Restored::Unchanged => format!("`{path}` already is what it was."),
        Restored::Replaced { backup: None } => format!("`{path}` is there again."),
        Restored::Replaced {
            backup: Some(backup),
        } => format!(
            "`{path}` is what it was before; what it held is in `{}`.",
            shown(&backup)
        ),
    };
    context.line(&said)?;
    let name = &exercise.name;
    context.notice(&format!("`workbook run {name}` judges it again"));
    Ok(exit::OK)
}

/// The exercise with the newest backup.
fn last_reset(course: &Course) -> Option<&Exercise> {
    let with_backups = course.exercises.iter().filter_map(|exercise| {
        let backup = progress::latest(course, exercise)?;
        let written = fs::metadata(backup).and_then(|file| file.modified());
        Some((written.ok()?, exercise))
    });
    let newest = with_backups.max_by_key(|(written, _)| *written);
    newest.map(|(_, exercise)| exercise)
}
