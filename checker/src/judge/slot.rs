//! A build folder that nobody else uses meanwhile.
//!
//! `watch` in one terminal and `run` in another may judge the same exercise at
//! the same time. In one folder, each could run what the other has compiled.

use anyhow::{Context, bail};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// More judgements of one answer at once are a mistake.
const MOST: usize = 64;

/// A build folder, ours while this lives.
pub(super) struct Slot {
    /// The folder.
    pub(super) folder: PathBuf,
    _lock: File,
}

impl Slot {
    /// The folder `base`, or one beside it where that is taken. Folders are kept
    /// between runs, so that the compiler can build on what it has done.
    pub(super) fn take(base: &Path) -> anyhow::Result<Self> {
        for number in 0..MOST {
            let folder = match number {
                0 => base.to_owned(),
                _ => {
                    let mut name = base.file_name().unwrap_or_default().to_owned();
                    name.push(format!(".{number}"));
                    base.with_file_name(name)
                }
            };
            if let Some(lock) = lock(&folder)
                .with_context(|| format!("failed to use the build folder `{}`", folder.display()))?
            {
                return Ok(Self {
                    folder,
                    _lock: lock,
                });
            }
        }
        bail!(
            "`{}` and {MOST} folders beside it are all in use",
            base.display()
        )
    }
}

/// `None` where somebody else has it.
fn lock(folder: &Path) -> anyhow::Result<Option<File>> {
    fs::create_dir_all(folder)?;
    let file = File::create(folder.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_taken_is_passed_over_until_it_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("answer");
        let first = Slot::take(&base).unwrap();
        let second = Slot::take(&base).unwrap();
        assert_eq!(first.folder, base);
        assert_eq!(second.folder, folder.path().join("answer.1"));
        drop(first);
        assert_eq!(Slot::take(&base).unwrap().folder, base);
    }
}
