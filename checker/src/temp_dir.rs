//! The folder for temporary files: whether it is good for anything, said before
//! a test misses it.

use anyhow::bail;
use std::env;
use std::io;
use std::path::Path;

/// What is wrong with a folder, in words.
const KNOWN: [(io::ErrorKind, &str); 6] = [
    (io::ErrorKind::NotFound, "does not exist"),
    (io::ErrorKind::NotADirectory, "is no folder"),
    (
        io::ErrorKind::ReadOnlyFilesystem,
        "is on a read-only file system",
    ),
    (io::ErrorKind::PermissionDenied, "may not be written"),
    (io::ErrorKind::StorageFull, "has no room left"),
    (io::ErrorKind::QuotaExceeded, "has no room left for you"),
];

/// Make sure that files can be made in the folder for temporary files.
///
/// # Errors
///
/// Names the folder, says what is wrong with it and what to do.
pub fn check() -> anyhow::Result<()> {
    let set = env::var_os("TMPDIR").is_some_and(|value| !value.is_empty());
    check_folder(&env::temp_dir(), set)
}

fn check_folder(folder: &Path, set: bool) -> anyhow::Result<()> {
    let shown = folder.display();
    if !folder.is_absolute() {
        bail!(
            "TMPDIR is `{shown}`, which is another folder for each program; set it to the whole path"
        );
    }
    let Err(error) = tempfile::tempdir_in(folder) else {
        return Ok(());
    };
    let known = KNOWN.iter().find(|(kind, _)| *kind == error.kind());
    let wrong = match known {
        Some((_, words)) => (*words).to_owned(),
        None => format!("cannot be used ({error})"),
    };
    let advice = match set {
        true => "set TMPDIR to a folder that you may write, or unset it",
        false => "make it one that you may write, or set TMPDIR to another one",
    };
    bail!("the folder for temporary files `{shown}` {wrong}; {advice}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folder: &Path, wants: &[&str]) {
        let error = check_folder(folder, true).unwrap_err().to_string();
        for want in wants {
            assert!(error.contains(want), "{error}");
        }
    }

    #[test]
    fn a_folder_that_is_no_good_is_named() {
        let folder = tempfile::tempdir().unwrap();
        check_folder(folder.path(), true).unwrap();
        check(Path::new("tmp"), &["TMPDIR is `tmp`", "whole path"]);
        check(
            &folder.path().join("gone"),
            &["gone` does not exist", "unset it"],
        );
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        check(&file, &["file` is no folder"]);
    }
}
