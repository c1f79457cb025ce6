//! `state.json` on disk: read, set aside when it is garbage, written under a lock.

use super::state::{SCHEMA, State, Unusable};
use crate::files::{self, explain, open_lock, write_whole};
use anyhow::{Context, bail};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What was found on disk.
#[derive(Debug)]
pub(super) enum Found {
    Nothing,
    State(State),
    /// It could not be read and was renamed; the notice says so.
    SetAside(String),
}

/// Read `file`. Nothing is written, except that garbage is renamed.
pub(super) fn read(file: &Path) -> anyhow::Result<Found> {
    let text = match files::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(_) if file.is_dir() => return set_aside(file, "it is a folder").map(Found::SetAside),
        Err(error) => return Err(explain("read", file, &error)),
    };
    match State::parse(&text) {
        Ok(state) => Ok(Found::State(state)),
        Err(Unusable::Newer(schema)) => bail!(
            "`{}` was written by a newer version of this program (format {schema}, \
             this one knows {SCHEMA}); update the program. The file is untouched",
            file.display()
        ),
        Err(Unusable::Garbage(why)) => set_aside(file, &why).map(Found::SetAside),
    }
}

/// Write `state` over `file`.
pub(super) fn write(file: &Path, state: &State) -> anyhow::Result<()> {
    let text = state.to_text().context("failed to encode the state")?;
    write_whole(file, text.as_bytes())
}

/// Held while the state is read, changed and written, so that two programs do
/// not overwrite each other's changes.
pub(super) fn lock(file: &Path) -> anyhow::Result<Option<File>> {
    let path = file.with_extension("lock");
    let lock = open_lock(&path).map_err(|error| explain("open", &path, &error))?;
    // Some network file systems have no locks. Writing is atomic even there.
    Ok(lock.lock().is_ok().then_some(lock))
}

fn set_aside(file: &Path, why: &str) -> anyhow::Result<String> {
    let kept = free_name(file);
    fs::rename(file, &kept).map_err(|error| explain("rename", file, &error))?;
    Ok(format!(
        "`{}` could not be read ({why}); it is kept as `{}` and your progress starts empty. \
         Your answers are untouched: `workbook check --all` marks what passes as done",
        file.display(),
        kept.display()
    ))
}

/// `state.json.bak`, or with a number where that exists.
fn free_name(file: &Path) -> PathBuf {
    let name = |number: u32| {
        let mut name = file.as_os_str().to_owned();
        name.push(".bak");
        if number > 1 {
            name.push(format!(".{number}"));
        }
        PathBuf::from(name)
    };
    let mut numbers = 1..;
    loop {
        let candidate = name(numbers.next().unwrap_or(u32::MAX));
        if !candidate.exists() {
            return candidate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_is_kept_under_a_name_of_its_own_each_time() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("state.json");
        for (garbage, kept) in [("one", "state.json.bak"), ("two", "state.json.bak.2")] {
            fs::write(&file, garbage).unwrap();
            let Found::SetAside(notice) = read(&file).unwrap() else {
                panic!("not set aside")
            };
            assert!(
                notice.contains(kept) && notice.contains("check --all"),
                "{notice}"
            );
            assert_eq!(fs::read_to_string(dir.path().join(kept)).unwrap(), garbage);
            assert!(!file.exists());
        }
    }

    #[test]
    fn a_newer_file_is_refused_and_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("state.json");
        fs::write(&file, "{\"schema\": 99}").unwrap();
        let error = read(&file).unwrap_err().to_string();
        assert!(
            error.contains("newer version") && error.contains("format 99"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), "{\"schema\": 99}");
    }

    #[test]
    fn a_folder_in_its_place_is_kept_with_all_that_is_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("state.json");
        fs::create_dir(&file).unwrap();
        fs::write(file.join("mine"), "kept").unwrap();
        let Found::SetAside(notice) = read(&file).unwrap() else {
            panic!("not set aside")
        };
        assert!(notice.contains("it is a folder"), "{notice}");
        let kept = dir.path().join("state.json.bak").join("mine");
        assert_eq!(fs::read_to_string(kept).unwrap(), "kept");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_read_is_not_garbage() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("state.json");
        // It leads to itself.
        std::os::unix::fs::symlink(&file, &file).unwrap();
        let error = read(&file).unwrap_err().to_string();
        assert!(
            error.contains("failed to read") && error.contains("state.json"),
            "{error}"
        );
        assert!(file.is_symlink());
    }
}
