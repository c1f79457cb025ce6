//! `workbook dev new`: every file of a new exercise, in the shape that it is to
//! have, and its entries in the lists.

mod lists;
mod plan;

use crate::course::Course;
use crate::exit::{self, Failure};
use crate::files::write_whole;
use anyhow::{Context, bail};
use plan::Plan;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to create.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name of the exercise.
    pub name: String,
    /// The folder of its lesson, or the lesson's number.
    pub lesson: String,
    /// The title of the lesson, where it is new.
    pub title: Option<String>,
}

/// Create the exercise as the last one of its lesson.
///
/// # Errors
///
/// When the name or one of the files exists, the lesson does not, or something
/// cannot be written. Nothing that was there is overwritten.
pub fn execute(course: &Course, options: &Options, out: &mut dyn Write) -> anyhow::Result<u8> {
    let plan = Plan::new(course, options)?;
    let root = &course.root;
    let info = edit(&root.join("info.toml"), |text| {
        lists::with_exercise(text, &plan)
    })?;
    let targets = edit(&root.join("exercises/Cargo.toml"), |text| {
        lists::with_target(text, &plan)
    })?;
    let said = plan.said_after().map(|(path, entry)| {
        let path = root.join(path);
        let text = fs::read_to_string(&path).unwrap_or_default();
        (path, text + &entry)
    });
    let files = plan.files();
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        bail!(Failure::Usage(format!(
            "`{}` exists already, and nothing may be overwritten; remove it or choose another name",
            path.display()
        )));
    }
    let lists = || {
        // Last, since it may lie in a folder that is new.
        [&info, &targets]
            .into_iter()
            .chain(&said)
            .try_for_each(|(path, text)| write_whole(path, text.as_bytes()))
    };
    if let Err(error) = create(root, &files).and_then(|()| lists()) {
        // None of them was there before.
        for (path, _) in &files {
            let _ = fs::remove_file(root.join(path));
        }
        return Err(error);
    }
    writeln!(out, "Created exercise `{}`:\n", plan.name)?;
    for (path, _) in &files {
        writeln!(out, "    {}", path.display())?;
    }
    writeln!(
        out,
        "\nand entries in info.toml and exercises/Cargo.toml. Write the seam first, then"
    )?;
    writeln!(
        out,
        "the hidden test, then run: workbook dev check {}",
        plan.name
    )?;
    Ok(exit::OK)
}

fn edit(
    path: &Path,
    change: impl Fn(&str) -> anyhow::Result<String>,
) -> anyhow::Result<(PathBuf, String)> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("failed to read `{shown}`"))?;
    let text = change(&text).with_context(|| format!("failed to add to `{shown}`"))?;
    Ok((path.to_owned(), text))
}

fn create(root: &Path, files: &[(PathBuf, String)]) -> anyhow::Result<()> {
    for (path, text) in files {
        let path = root.join(path);
        let create = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::File::create_new(&path)?.write_all(text.as_bytes())
        };
        create().with_context(|| format!("failed to create `{}`", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
