//! A folder for one judgement of somebody else's answer, gone with it.

use anyhow::Context;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// What the names of these folders begin with.
const PREFIX: &str = "grading-";
/// No judgement takes this long; who held the folder is gone.
const LONG_AGO: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder, ours while this lives. Only we may read it.
pub(super) struct Private {
    /// Where the compiler runs: it holds the answer, and nothing else.
    pub(super) source: PathBuf,
    /// The answer.
    pub(super) file: PathBuf,
    /// Where the compiler builds.
    pub(super) build: PathBuf,
    _folder: TempDir,
}

impl Private {
    /// A new folder in `base`, with `text` at the path `name`.
    pub(super) fn with(base: &Path, name: &Path, text: &[u8]) -> anyhow::Result<Self> {
        Self::write(base, name, text).with_context(|| {
            format!(
                "failed to make a folder for an answer in `{}`",
                base.display()
            )
        })
    }

    fn write(base: &Path, name: &Path, text: &[u8]) -> std::io::Result<Self> {
        fs::create_dir_all(base)?;
        let folder = tempfile::Builder::new()
            .prefix(PREFIX)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(base)?;
        let source = folder.path().join("source");
        let file = source.join(name);
        let build = folder.path().join("build");
        fs::create_dir_all(file.parent().unwrap_or(&source))?;
        fs::create_dir(&build)?;
        fs::write(&file, text)?;
        Ok(Self {
            source,
            file,
            build,
            _folder: folder,
        })
    }

    /// Remove what judgements that were killed have left in `base`.
    pub(super) fn remove_abandoned(base: &Path) {
        let entries = fs::read_dir(base).into_iter().flatten().flatten();
        let ours = entries.filter(|entry| {
            entry
                .file_name()
                .as_encoded_bytes()
                .starts_with(PREFIX.as_bytes())
        });
        for entry in ours {
            let path = entry.path();
            if is_old(&path) {
                // What cannot be removed now is tried again the next time.
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

fn is_old(path: &Path) -> bool {
    let modified = File::open(path).and_then(|folder| folder.metadata()?.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > LONG_AGO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn only_its_owner_may_read_it_and_it_is_gone_with_the_judgement() {
        let base = tempfile::tempdir().unwrap();
        let private = Private::with(base.path(), Path::new("exercises/a.rs"), b"text").unwrap();
        assert_eq!(fs::read(&private.file).unwrap(), b"text");
        assert!(private.file.ends_with("source/exercises/a.rs"));
        let mode = private._folder.path().metadata().unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o700);
        drop(private);
        assert_eq!(fs::read_dir(base.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_was_left_long_ago_is_removed_and_nothing_else() {
        let base = tempfile::tempdir().unwrap();
        for name in ["grading-old", "grading-new", "join"] {
            fs::create_dir(base.path().join(name)).unwrap();
        }
        for name in ["grading-old", "join"] {
            let folder = File::open(base.path().join(name)).unwrap();
            folder.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
        Private::remove_abandoned(base.path());
        let names = ["grading-old", "grading-new", "join"];
        let left = names.map(|name| base.path().join(name).exists());
        assert_eq!(left, [false, true, true]);
    }
}
