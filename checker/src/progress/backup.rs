//! Copies of the learner's file from before a reset or an undo, in
//! `.workbook/backups/NAME/1.rs`, `2.rs`, …; nothing here removes one.

use crate::course::{Course, Exercise};
use crate::files::{self, explain, sync_folder};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Copy the learner's file; returns where to. `None` where there is no file.
///
/// # Errors
///
/// When the file cannot be read or the copy cannot be written; in either case
/// nothing was changed, and the caller must not go on.
pub fn keep(course: &Course, exercise: &Exercise) -> anyhow::Result<Option<PathBuf>> {
    let file = course.exercise_path(exercise);
    let content = match files::read(&file) {
        Ok(content) => content,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(explain("read", &file, &error)),
    };
    let folder = folder(course, exercise);
    let number = numbers(&folder).into_iter().max().unwrap_or(0) + 1;
    let copy = folder.join(format!("{number}.rs"));
    write_new(&copy, &content).map_err(|error| explain("write", &copy, &error))?;
    Ok(Some(copy))
}

/// The copy that was made last.
#[must_use]
pub fn latest(course: &Course, exercise: &Exercise) -> Option<PathBuf> {
    copies(course, exercise).next()
}

/// The newest copy whose content is not `current`: taking back a copy of what
/// is there anyway would look like nothing happened.
#[must_use]
pub fn newest_other(course: &Course, exercise: &Exercise, current: &[u8]) -> Option<PathBuf> {
    copies(course, exercise).find(|copy| files::read(copy).is_ok_and(|content| content != current))
}

/// All copies, the newest first.
fn copies(course: &Course, exercise: &Exercise) -> impl Iterator<Item = PathBuf> {
    let folder = folder(course, exercise);
    let mut numbers = numbers(&folder);
    numbers.sort_unstable();
    let newest_first = numbers.into_iter().rev();
    newest_first.map(move |number| folder.join(format!("{number}.rs")))
}

fn folder(course: &Course, exercise: &Exercise) -> PathBuf {
    let backups = course.backups_dir();
    // A renamed exercise keeps its copies where they are.
    let old = exercise
        .aliases
        .iter()
        .map(|alias| backups.join(alias.as_str()));
    let own = backups.join(exercise.name.as_str());
    if own.exists() {
        return own;
    }
    old.into_iter()
        .find(|folder| folder.exists())
        .unwrap_or(own)
}

fn numbers(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let number = |entry: fs::DirEntry| {
        let name = entry.file_name();
        name.to_str()?.strip_suffix(".rs")?.parse().ok()
    };
    entries.filter_map(number).collect()
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    sync_folder(folder);
    Ok(())
}
