//! Which files of a course go into the bundle. What is not known to be meant
//! for students stays out, and is named.

use super::Files;
use crate::command::{
    init::{self, SHOWN, SURROUNDINGS},
    notes::is_note,
};
use crate::course::{Course, Exercise, is_demonstration};
use crate::exit::Failure;
use crate::restore::{as_shipped, is_built_in};
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// What may lie beside the exercises: texts, pictures, and what Cargo reads.
const ENDINGS: [&str; 5] = [".md", ".svg", ".png", ".toml", ".txt"];

pub(super) fn files(course: &Course, notice: &mut dyn FnMut(&str)) -> anyhow::Result<Files> {
    let mut files = Files::new();
    for name in ["info.toml", "Cargo.toml", "Cargo.lock", "clippy.toml"] {
        if let Some(content) = read(&course.root.join(name))? {
            files.insert(name.to_owned(), content);
        }
    }
    beside(course, "exercises", &mut files, notice)?;
    for exercise in &course.exercises {
        let path = format!("exercises/{}", init::slashed(&exercise.file));
        files.insert(path, shipped(course, exercise, notice)?);
    }
    if !files.contains_key("exercises/Cargo.toml") {
        return with_surroundings(files);
    }
    for name in SHOWN {
        let from = course.crates.join(name);
        for part in ["Cargo.toml", "src"] {
            let path = format!("checker/{name}/{part}");
            sources(&from.join(part), &path, &mut files)?;
        }
    }
    let borrowed = files
        .iter()
        .map(|(path, content)| (path.as_str(), &content[..]));
    init::files(&borrowed.collect())
}

/// A set in the rustlings format is a package of its own.
fn with_surroundings(mut files: Files) -> anyhow::Result<Files> {
    if let Some(manifest) = files.get("Cargo.toml") {
        let manifest = std::str::from_utf8(manifest).context("`Cargo.toml` is not UTF-8")?;
        let manifest = init::without_solutions(manifest)?;
        files.insert("Cargo.toml".to_owned(), manifest.into_bytes());
    }
    for (path, text) in SURROUNDINGS {
        files.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    Ok(files)
}

/// The exercise as shipped. An author's newest text counts where nobody knows
/// an older one.
fn shipped(
    course: &Course,
    exercise: &Exercise,
    notice: &mut dyn FnMut(&str),
) -> anyhow::Result<Vec<u8>> {
    let shown = course.shown_path(exercise);
    let shown = shown.display();
    let path = course.exercise_path(exercise);
    let text = read(&path)?;
    let known = as_shipped(course, exercise).ok();
    if let (Some(text), Some(known)) = (&text, &known)
        && text != known
    {
        let from = match is_built_in(course) {
            true => "this program",
            false => "the last commit",
        };
        notice(&format!(
            "warning: `{shown}` was changed; packed as it is in {from}"
        ));
    }
    let text = known.or(text);
    let text = text.with_context(|| format!("there is no `{shown}` to pack"))?;
    let solution = read(&course.solution_path(exercise))?;
    // Where nothing is to be done, the solution is the same file.
    if !exercise.skip_check_unsolved && solution.as_ref() == Some(&text) {
        bail!(Failure::Usage(format!(
            "`{shown}` would be packed solved: it is the same as its solution; put the exercise \
             back with `workbook reset {}` or from git",
            exercise.name
        )));
    }
    Ok(text)
}

/// What lies beside the exercises and is no answer of anybody.
fn beside(
    course: &Course,
    path: &str,
    files: &mut Files,
    notice: &mut dyn FnMut(&str),
) -> anyhow::Result<()> {
    for (name, kind) in entries(&course.root.join(path))? {
        let inside = format!("{path}/{name}");
        if kind.is_dir() {
            beside(course, &inside, files, notice)?;
        } else if inside == "exercises/lib.rs"
            || is_shown(&inside)
            || ENDINGS.iter().any(|end| name.ends_with(end))
        {
            let content = read(&course.root.join(&inside))?;
            files.extend(content.map(|content| (inside, content)));
        } else if !course.exercises.iter().any(|e| is_at(e, &inside)) {
            notice(&format!("left out: `{inside}`, which is no exercise"));
        }
    }
    Ok(())
}

/// A note of a lesson, or its demonstration.
pub(super) fn is_shown(path: &str) -> bool {
    let file = path.strip_prefix("exercises/").map(Path::new);
    file.is_some_and(|file| is_note(file) || is_demonstration(file))
}

fn is_at(exercise: &Exercise, path: &str) -> bool {
    path.strip_prefix("exercises/") == Some(&init::slashed(&exercise.file))
}

fn sources(from: &Path, path: &str, files: &mut Files) -> anyhow::Result<()> {
    if from.is_dir() {
        for (name, _) in entries(from)? {
            sources(&from.join(&name), &format!("{path}/{name}"), files)?;
        }
        return Ok(());
    }
    let content = read(from)?;
    files.extend(content.map(|content| (path.to_owned(), content)));
    Ok(())
}

/// Names and kinds, without links, hidden files and what editors and Cargo
/// leave behind.
fn entries(folder: &Path) -> anyhow::Result<Vec<(String, fs::FileType)>> {
    let failed = || format!("failed to read the folder `{}`", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let kind = entry.file_type().with_context(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let skipped = name.starts_with('.') || name.ends_with('~') || name == "target";
        if !skipped && !kind.is_symlink() {
            entries.push((name, kind));
        }
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(entries)
}

/// `None` where there is no such file.
fn read(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("failed to read `{}`", path.display())),
    }
}
