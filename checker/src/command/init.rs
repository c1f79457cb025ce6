//! `workbook init`: a workbook's folder, written from the course inside the
//! program. Without solutions and hidden tests: those stay in the program.

mod folder;
mod manifest;

use super::notes::is_note;
use crate::assets;
use crate::course::is_demonstration;
use crate::exit;
use crate::info_file;
use anyhow::Context;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

pub(super) use folder::write;
pub(super) use manifest::without_solutions;

const README: &str = include_str!("init/README.md");
const GITIGNORE: &str = include_str!("init/gitignore");
const VSCODE_SETTINGS: &str = include_str!("init/vscode_settings.json");
const VSCODE_EXTENSIONS: &str = include_str!("init/vscode_extensions.json");
const VSCODE_TASKS: &str = include_str!("init/vscode_tasks.json");
const RUST_ANALYZER: &str = include_str!("init/rust-analyzer.toml");

/// What the exercises import lies here, so that an editor finds it.
const CRATES: &str = ".workbook/crates";

/// The crate that exercises import, and what that one is made of.
pub(super) const SHOWN: [&str; 3] = ["lab", "instrument", "report"];

/// Write a workbook into `dir`, which must be empty or not exist.
///
/// # Errors
///
/// When there is something in `dir`, or it cannot be written. Nothing that was
/// there is changed.
pub fn execute(dir: &Path, out: &mut dyn Write) -> anyhow::Result<u8> {
    let shipped: BTreeMap<_, _> = assets::files().collect();
    let files = files(&shipped)?;
    let course = write(&files, dir, "workbook init NEW_FOLDER")?;
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

/// What an editor and git need in every workbook's folder.
pub(super) const SURROUNDINGS: [(&str, &str); 6] = [
    ("README.md", README),
    (".gitignore", GITIGNORE),
    (".vscode/settings.json", VSCODE_SETTINGS),
    (".vscode/extensions.json", VSCODE_EXTENSIONS),
    (".vscode/tasks.json", VSCODE_TASKS),
    ("rust-analyzer.toml", RUST_ANALYZER),
];

/// Every file to write, by its path with `/`.
pub(super) fn files(shipped: &BTreeMap<&str, &[u8]>) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let text = |path: &str| {
        let content = shipped.get(path).copied();
        let content = content.with_context(|| format!("the course has no `{path}`"))?;
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
            let at = Path::new(file);
            let is_ours =
                file == "lib.rs" || !file.ends_with(".rs") || is_note(at) || is_demonstration(at);
            if is_ours || exercises.iter().any(|exercise| exercise == file) {
                files.insert((*path).to_owned(), content.to_vec());
            }
        }
        let file = path.strip_prefix("checker/").unwrap_or("");
        if SHOWN.iter().any(|name| is_inside(file, name)) {
            files.insert(format!("{CRATES}/{file}"), content.to_vec());
        }
    }
    let exercises = manifest::standalone(text("exercises/Cargo.toml")?, workspace)?;
    let exercises = manifest::with_lab_at(&exercises, &format!("../{CRATES}/lab"))?;
    for name in SHOWN {
        let manifest = text(&format!("checker/{name}/Cargo.toml"))?;
        let manifest = manifest::standalone(manifest, workspace)?;
        files.insert(format!("{CRATES}/{name}/Cargo.toml"), manifest.into_bytes());
    }
    let written = [
        ("exercises/Cargo.toml", &*exercises),
        ("Cargo.toml", manifest::WORKSPACE),
        ("Cargo.lock", text("Cargo.lock")?),
        ("info.toml", info),
    ];
    for (path, text) in written.into_iter().chain(SURROUNDINGS) {
        files.insert(path.to_owned(), text.as_bytes().to_vec());
    }
    Ok(files)
}

/// Whether `file` lies in the folder `name`.
fn is_inside(file: &str, name: &str) -> bool {
    let rest = file.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// As it is written in a course on every system.
pub(super) fn slashed(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

/// As it can be pasted into a shell.
pub(super) fn quoted(dir: &Path) -> String {
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
