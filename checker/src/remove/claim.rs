//! A folder that is ours as long as we live, and known as nobody's afterwards:
//! the system takes the lock from a process that ends, however it ends.

use super::{janitor, tree};
use rustix::fs::{CWD, FlockOperation, Mode, OFlags, flock, openat};
use std::fs::{self, Permissions};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Stands behind the beginning of a name: nobody needs this folder any more.
const GONE: &str = "gone-";
/// Between the making of a folder and its lock nobody takes it for abandoned.
const FRESH: Duration = Duration::from_secs(60);

/// A folder. What is in it is removed with it, by and by if it is much.
#[derive(Debug)]
pub struct Claimed {
    path: PathBuf,
    prefix: String,
    /// `None` on file systems without locks.
    lock: Option<OwnedFd>,
}

impl Claimed {
    /// A new folder in `place` with a name that begins with `prefix` and is like
    /// no other, with these permissions.
    ///
    /// # Errors
    ///
    /// Where it cannot be made.
    pub fn new(place: &Path, prefix: &str, mode: u32) -> io::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix(prefix)
            .permissions(Permissions::from_mode(mode))
            .tempdir_in(place)?;
        let path = folder.keep();
        Ok(Self {
            lock: lock(&path),
            path,
            prefix: prefix.to_owned(),
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        let budget = tree::Budget {
            entries: super::AT_ONCE,
            until: Some(Instant::now() + super::MOMENT),
        };
        if tree::remove(&self.path, budget) {
            return;
        }
        // By its new name the next run knows at once that nobody needs it.
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let rest = name.strip_prefix(&self.prefix).unwrap_or_default();
        let gone = self
            .path
            .with_file_name(format!("{}{GONE}{rest}", self.prefix));
        let moved = fs::rename(&self.path, &gone).is_ok();
        janitor::later(if moved { gone } else { self.path.clone() });
        drop(self.lock.take());
    }
}

fn lock(folder: &Path) -> Option<OwnedFd> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = openat(CWD, folder, flags, Mode::empty()).ok()?;
    let locked = flock(&folder, FlockOperation::NonBlockingLockExclusive);
    locked.is_ok().then_some(folder)
}

/// Have the folders in `place` removed that [`Claimed`] made with this `prefix`
/// and that nobody holds any more; how many there are. `ours` says whether a
/// folder of this user may be one.
pub fn abandoned(place: &Path, prefix: &str, ours: &dyn Fn(u32) -> bool) -> usize {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    let mut found = 0;
    for entry in entries {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(prefix)) else {
            continue;
        };
        let known = entry.metadata();
        if known.is_ok_and(|known| known.is_dir() && ours(known.uid()))
            && (rest.starts_with(GONE) || nobody_holds(&entry.path()))
        {
            found += 1;
            janitor::later(entry.path());
        }
    }
    found
}

fn nobody_holds(folder: &Path) -> bool {
    // The time of its last change cannot be made up, other than the other times.
    let changed = folder.symlink_metadata().map(|known| known.ctime());
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let (Ok(changed), Ok(now)) = (changed, now) else {
        return false;
    };
    let age = now.as_secs().saturating_sub(changed.unsigned_abs());
    age >= FRESH.as_secs() && lock(folder).is_some()
}

#[cfg(test)]
mod tests;
