//! A folder of files, written whole or not at all.

use crate::course::Course;
use crate::exit::Failure;
use crate::info_file;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Write `files` into `dir`, which must be empty or not exist, and read the
/// course that is in it then. `again` is the command that names another folder.
///
/// # Errors
///
/// When there is something in `dir`, or it cannot be written. Nothing that was
/// there is changed, and nothing that was written stays.
pub(crate) fn write(
    files: &BTreeMap<String, Vec<u8>>,
    dir: &Path,
    again: &str,
) -> anyhow::Result<Course> {
    let existed = ensure_empty(dir, again)?;
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
fn ensure_empty(dir: &Path, again: &str) -> anyhow::Result<bool> {
    let shown = dir.display();
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(true),
            Some(_) => bail!(Failure::Usage(format!(
                "the folder `{shown}` is not empty, and nothing in it may be overwritten; \
                 name a new folder: {again}"
            ))),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            bail!(Failure::Usage(format!(
                "`{shown}` is a file; name a new folder: {again}"
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
