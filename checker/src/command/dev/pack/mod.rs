//! `workbook dev pack`: what students get, as a folder or as one archive. The
//! exercises as shipped; no solution, no hidden test, no other answer.

mod archive;
mod collect;
mod workflow;

use crate::command::init;
use crate::course::{Course, JudgedBy};
use crate::exit;
use crate::files::write_whole;
use crate::restore;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to pack, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A folder, or a file that ends in `.tar.gz`; named after the course if
    /// not given.
    pub out: Option<PathBuf>,
    /// The GitHub action that judges every push, as `OWNER/REPOSITORY@REF`.
    pub action: Option<String>,
}

/// Every file of a bundle, by its path with `/`.
type Files = BTreeMap<String, Vec<u8>>;

/// Write the bundle of `course`.
///
/// # Errors
///
/// When an exercise is packed solved, when what is to be written is there
/// already, or when it cannot be written. Nothing is left half written.
pub fn execute(
    course: &Course,
    options: &Options,
    out: &mut dyn Write,
    notice: &mut dyn FnMut(&str),
) -> anyhow::Result<u8> {
    let mut files = collect::files(course, notice)?;
    if let Some(action) = &options.action {
        files.insert(workflow::PATH.to_owned(), workflow::calling(action)?);
    }
    let default = || PathBuf::from(format!("{}-bundle", course.id));
    let target = options.out.clone().unwrap_or_else(default);
    write(&files, &course.id, &target)?;
    let count = files.keys().filter(|path| is_exercise(path)).count();
    let plural = if count == 1 { "" } else { "s" };
    let shown = target.display();
    writeln!(out, "Packed {count} exercise{plural} into `{shown}`.")?;
    if count_withheld(course) > 0 && !restore::is_built_in(course) {
        notice(
            "warning: this program does not carry the hidden tests of this course, so it cannot \
             judge the bundle; give students the program that is built in the course's own \
             repository: cargo install --locked --path checker",
        );
    }
    Ok(exit::OK)
}

fn write(files: &Files, name: &str, target: &Path) -> anyhow::Result<()> {
    if archive::is_asked_for(target) {
        archive::ensure_new(target)?;
        return write_whole(target, &archive::of(files, name)?);
    }
    init::write(files, target, "workbook dev pack --out NEW_FOLDER").map(|_| ())
}

fn count_withheld(course: &Course) -> usize {
    let hidden = |judged_by| judged_by == JudgedBy::HiddenTest;
    let exercises = course.exercises.iter();
    exercises.filter(|e| hidden(e.judged_by)).count()
}

fn is_exercise(path: &str) -> bool {
    path.starts_with("exercises/")
        && path.ends_with(".rs")
        && path != "exercises/lib.rs"
        && !collect::is_shown(path)
}

#[cfg(test)]
mod tests;
