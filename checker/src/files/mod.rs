//! Files that are written whole or not at all, and errors that say what to do.

mod regular;

pub use regular::{LONGEST_FILE, open_lock, open_regular, read, read_text};

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Replace the content of `path`: a crash at any moment leaves the old content
/// or the new one. Folders are made where they are missing.
///
/// # Errors
///
/// Names the file and says what to do; the old content is still there.
pub fn write_whole(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    try_write_whole(path, content).map_err(|error| explain("write", path, &error))
}

/// The same without waiting for the disk, for what can be made again: after the
/// end of this process the content is whole, after a power cut it may not be.
///
/// # Errors
///
/// As those of [`write_whole`].
pub fn replace(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let write = || {
        let mut file = beside(path)?;
        file.write_all(content)?;
        file.persist(path).map_err(|error| error.error)
    };
    write()
        .map(drop)
        .map_err(|error| explain("write", path, &error))
}

/// The start of the names of files that are being written.
pub const BEING_WRITTEN: &str = ".writing-";

/// A temporary file in the folder of `path`, which is made where it is missing.
fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(BEING_WRITTEN);
    // A temporary file is for its owner alone, but this one becomes a file like
    // any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Mostly the folder is there, and asking costs as much as trying.
    builder.tempfile_in(folder).or_else(|error| {
        if error.kind() != io::ErrorKind::NotFound {
            return Err(error);
        }
        fs::create_dir_all(folder)?;
        builder.tempfile_in(folder)
    })
}

fn try_write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = beside(path)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// Make sure that the new name survives a power cut. Best effort: not every
/// file system can, and the content is safe already.
pub fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

/// `error` in words: what failed, on which file, and what to do.
pub fn explain(doing: &str, path: &Path, error: &io::Error) -> anyhow::Error {
    let kind = error.kind();
    let advice = if kind == io::ErrorKind::StorageFull || kind == io::ErrorKind::QuotaExceeded {
        "make room on the disk and try again; what was there before is untouched"
    } else if kind == io::ErrorKind::ReadOnlyFilesystem {
        "the file system is read-only; copy the workbook to a place where you may write"
    } else if kind == io::ErrorKind::PermissionDenied {
        "check the permissions of the file and of its folder, \
         or copy the workbook to a folder of your own"
    } else {
        "what was there before is untouched"
    };
    anyhow::anyhow!("failed to {doing} `{}`: {error}; {advice}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new folder/ünï.json");
        for content in ["first", "second"] {
            write_whole(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        let names = fs::read_dir(path.parent().unwrap()).unwrap();
        assert_eq!(names.count(), 1);
    }

    #[test]
    fn an_error_says_what_to_do() {
        let table = [
            (io::ErrorKind::StorageFull, "make room"),
            (io::ErrorKind::ReadOnlyFilesystem, "copy the workbook"),
            (io::ErrorKind::PermissionDenied, "permissions"),
            (io::ErrorKind::Other, "untouched"),
        ];
        for (kind, want) in table {
            let error = explain("write", Path::new("a/state.json"), &kind.into()).to_string();
            assert!(error.contains(want), "{error}");
            assert!(error.contains("`a/state.json`"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_restored_file_may_be_read_by_others_as_any_file() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let [plain, whole] = ["plain", "whole"].map(|name| dir.path().join(name));
        fs::write(&plain, "").unwrap();
        write_whole(&whole, b"").unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(whole), mode(plain));
    }
}
