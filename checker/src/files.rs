//! Writing files so that they are whole or not there.

use anyhow::Context;
use std::io::Write;
use std::path::Path;

/// Replace the file at `path`: written beside it, synced, renamed. Whoever
/// reads it sees the old content or the new one.
///
/// # Errors
///
/// Names the file; the old content is still there then.
pub fn write_whole(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().with_context(|| {
        format!(
            "failed to write `{}`; is the disk full or the folder read-only?",
            path.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = write_whole(Path::new("/no/such/folder/state.json"), b"").unwrap_err();
        assert!(format!("{error:#}").contains("/no/such/folder/state.json"));
    }
}
