//! `workbook init`: a workbook's folder, written from the course inside the
//! program. Without solutions and hidden tests: those stay in the program.

mod manifest;

use crate::assets;
use crate::course::Course;
use crate::exit::{self, Failure};
use crate::info_file;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const README: &str = include_str!("init/README.md");
const GITIGNORE: &str = include_str!("init/gitignore");
const VSCODE_SETTINGS: &str = include_str!("init/vscode_settings.json");
const VSCODE_EXTENSIONS: &str = include_str!("init/vscode_extensions.json");
const RUST_ANALYZER: &str = include_str!("init/rust-analyzer.toml");

/// What the exercises import lies here, so that an editor finds it.
const CRATES: &str = ".workbook/crates";

/// Write a workbook into `dir`, which must be empty or not exist.
///
/// # Errors
///
/// When there is something in `dir`, or it cannot be written. Nothing that was
/// there is changed.
pub fn execute(dir: &Path, out: &mut dyn Write) -> anyhow::Result<u8> {
    let shipped: BTreeMap<_, _> = assets::files().collect();
    let files = files(&shipped)?;
    let course = write(&files, dir)?;
    let count = match course.exercises.len() {
        1 => "1 exercise".to_owned(),
        count => format!("{count} exercises"),
    };
    let shown = dir.display();
    writeln!(out, "Wrote a workbook with {count} into `{shown}`.")?;
    writeln!(
        out,
        "Open that folder in your editor, and in a terminal beside it run:\n"
    )?;
    if dir != Path::new(".") {
        writeln!(out, "    cd {}", quoted(dir))?;
    }
    writeln!(out, "    workbook watch")?;
    Ok(exit::OK)
}

/// Every file to write, by its path with `/`.
fn files(shipped: &BTreeMap<&str, &[u8]>) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let text = |path: &str| {
        let content = shipped.get(path).copied();
        let content =
            content.with_context(|| format!("this program was built without `{path}`"))?;
        std::str::from_utf8(content).with_context(|| format!("`{path}` is not UTF-8"))
    };
    let info = text(info_file::FILE_NAME)?;
    let exercises = info_file::parse(info)?.exercises;
    let exercises: Vec<_> = exercises.iter().map(|e| slashed(&e.file)).collect();
    let workspace = text("Cargo.toml")?;

    let mut files = BTreeMap::new();
    for (path, content) in shipped {
        if let Some(file) = path.strip_prefix("exercises/") {
            // A clone may hold files of the learner's own.
            let is_ours = file == "lib.rs" || !file.ends_with(".rs");
            if is_ours || exercises.iter().any(|exercise| exercise == file) {
                files.insert((*path).to_owned(), content.to_vec());
            }
        }
        let file = path.strip_prefix("checker/").unwrap_or("");
        if file.starts_with("lab/") || file.starts_with("report/") {
            files.insert(format!("{CRATES}/{file}"), content.to_vec());
        }
    }
    let exercises = manifest::standalone(text("exercises/Cargo.toml")?, workspace)?;
    let exercises = manifest::with_lab_at(&exercises, &format!("../{CRATES}/lab"))?;
    let lab = manifest::standalone(text("checker/lab/Cargo.toml")?, workspace)?;
    let report = manifest::standalone(text("checker/report/Cargo.toml")?, workspace)?;
    let written = [
        ("exercises/Cargo.toml", exercises.as_str()),
        (".workbook/crates/lab/Cargo.toml", &lab),
        (".workbook/crates/report/Cargo.toml", &report),
        ("Cargo.toml", manifest::WORKSPACE),
        ("Cargo.lock", text("Cargo.lock")?),
        ("info.toml", info),
        ("README.md", README),
        (".gitignore", GITIGNORE),
        (".vscode/settings.json", VSCODE_SETTINGS),
        (".vscode/extensions.json", VSCODE_EXTENSIONS),
        ("rust-analyzer.toml", RUST_ANALYZER),
    ];
    for (path, text) in written {
        files.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    Ok(files)
}

fn write(files: &BTreeMap<String, Vec<u8>>, dir: &Path) -> anyhow::Result<Course> {
    let existed = ensure_empty(dir)?;
    let outcome = write_all(files, dir).and_then(|()| info_file::load(dir, None));
    if outcome.is_err() {
        // All that is in there is ours, since it was empty.
        if existed {
            for path in files.keys() {
                let first = path.split('/').next().unwrap_or(path);
                let _ = fs::remove_file(dir.join(path));
                let _ = fs::remove_dir_all(dir.join(first));
            }
        } else {
            let _ = fs::remove_dir_all(dir);
        }
    }
    outcome
}

/// Whether `dir` exists; an error unless it is empty then.
fn ensure_empty(dir: &Path) -> anyhow::Result<bool> {
    let shown = dir.display();
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(true),
            Some(_) => bail!(Failure::Usage(format!(
                "the folder `{shown}` is not empty, and nothing in it may be overwritten; \
                 name a new folder: workbook init NEW_FOLDER"
            ))),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            bail!(Failure::Usage(format!(
                "`{shown}` is a file; name a new folder: workbook init NEW_FOLDER"
            )))
        }
        Err(error) => bail!("failed to read the folder `{shown}`: {error}; check its permissions"),
    }
}

fn write_all(files: &BTreeMap<String, Vec<u8>>, dir: &Path) -> anyhow::Result<()> {
    for (path, content) in files {
        let path: PathBuf = dir.join(path);
        write_new(&path, content).with_context(|| {
            format!(
                "failed to write `{}`; make room on the disk or check the permissions of \
                 the folder, or name another one. What was written is removed again",
                path.display()
            )
        })?;
    }
    Ok(())
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(content)
}

fn slashed(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

/// As it can be pasted into a shell.
fn quoted(dir: &Path) -> String {
    let shown = dir.display().to_string();
    let is_plain = shown
        .chars()
        .all(|c| c.is_alphanumeric() || "/\\:._-".contains(c));
    if is_plain {
        shown
    } else {
        format!("\"{shown}\"")
    }
}

#[cfg(test)]
mod tests;
