//! The copy that a review is written in.

use crate::course::{Course, Exercise};
use crate::files::write_whole;
use crate::progress::Progress;
use crate::restore::as_shipped;
use anyhow::Context as _;
use std::fs;

/// Have a copy of `exercise` as it was shipped. One in which a review has begun stays:
/// it holds what was written so far.
pub(super) fn lay_out(
    part: &Course,
    exercise: &Exercise,
    progress: &mut Progress,
) -> anyhow::Result<()> {
    let file = part.exercise_path(exercise);
    let name = exercise.name.as_str();
    if progress.history(name).in_review && file.is_file() {
        return Ok(());
    }
    let shipped = as_shipped(part, exercise)?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("failed to make the folder `{}`", folder.display()))?;
    }
    write_whole(&file, &shipped)?;
    progress.begin_review(name, blake3::hash(&shipped).to_hex().as_str());
    Ok(())
}
