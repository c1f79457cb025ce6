//! A folder for one judgement of somebody else's answer, gone with it.

use crate::remove::{Claimed, abandoned};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// What the names of these folders begin with. No exercise has such a name.
const PREFIX: &str = ".grading-";

/// The folder, ours while this lives. Only we may read it.
pub(super) struct Private {
    /// Where the compiler runs: it holds the answer, and nothing else.
    pub(super) source: PathBuf,
    /// The answer.
    pub(super) file: PathBuf,
    /// Where the compiler builds.
    pub(super) build: PathBuf,
    _folder: Claimed,
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
        let folder = Claimed::new(base, PREFIX, 0o700)?;
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

    /// Have removed what judgements that were killed have left in `base`; how many
    /// folders there are.
    pub(super) fn remove_abandoned(base: &Path) -> usize {
        let us = rustix::process::geteuid().as_raw();
        abandoned(base, PREFIX, &|uid| uid == us)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remove::finish;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

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
    fn what_a_killed_judgement_left_is_removed_and_nothing_else() {
        let base = tempfile::tempdir().unwrap();
        for name in [".grading-gone-1", ".grading-new", "join"] {
            fs::create_dir_all(base.path().join(name).join("build")).unwrap();
        }
        assert_eq!(Private::remove_abandoned(base.path()), 1);
        assert!(finish(Duration::from_secs(60)));
        let names = [".grading-gone-1", ".grading-new", "join"];
        let left = names.map(|name| base.path().join(name).exists());
        assert_eq!(left, [false, true, true]);
    }
}
