//! A folder for what a test writes, and the user that the test becomes.

use anyhow::Context;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Nobody's numbers, on every system that we know.
const USERS: std::ops::RangeInclusive<u32> = 61_184..=65_519;

/// A folder; gone when the test is over.
pub(super) struct Scratch {
    folder: TempDir,
    /// The user that it belongs to, where we are root and may give it away.
    pub(super) uid: Option<u32>,
}

impl Scratch {
    /// Our own: for a process that stays ours.
    pub(super) fn ours() -> anyhow::Result<Self> {
        let folder = folder_in(&std::env::temp_dir())?;
        Ok(Self { folder, uid: None })
    }

    /// One for a process that becomes nobody, if we are root.
    pub(super) fn for_nobody() -> anyhow::Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Self::ours();
        }
        let folder = folder_in(&within_reach_of_all())?;
        let among = USERS.end() - USERS.start() + 1;
        let drawn = u32::try_from(super::draw()? % u64::from(among)).unwrap_or_default();
        let uid = Some(USERS.start() + drawn);
        // A system that knows no such user leaves the test to be ours.
        let uid = uid.filter(|_| chown(folder.path(), uid, uid).is_ok());
        Ok(Self { folder, uid })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn folder_in(place: &Path) -> anyhow::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("workbook-")
        .tempdir_in(place)
        .with_context(|| {
            let place = place.display();
            format!("failed to make a temporary folder in `{place}`; is the disk full?")
        })
}

/// A folder for temporary files, which may lie in one that is root's alone.
fn within_reach_of_all() -> PathBuf {
    let own = std::env::temp_dir();
    let others = ["/tmp", "/var/tmp"].map(PathBuf::from);
    let places = std::iter::once(own.clone()).chain(others);
    let mut reached = places.filter(|place| everybody_may_enter(place));
    reached.next().unwrap_or(own)
}

fn everybody_may_enter(place: &Path) -> bool {
    const OTHERS_ENTER: u32 = 0o001;
    let Ok(place) = place.canonicalize() else {
        return false;
    };
    let enter = |folder: &Path| {
        folder
            .metadata()
            .is_ok_and(|known| known.is_dir() && known.mode() & OTHERS_ENTER != 0)
    };
    place.ancestors().all(enter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_folder_behind_a_closed_door_is_not_within_reach() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        let set = |mode| {
            let mode = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(outer.path(), mode).unwrap();
        };
        set(0o755);
        assert!(everybody_may_enter(&inner));
        set(0o700);
        assert!(!everybody_may_enter(&inner));
        assert!(!everybody_may_enter(&inner.join("missing")));
    }

    #[test]
    fn only_root_gives_its_folder_away() {
        let scratch = Scratch::for_nobody().unwrap();
        let owner = scratch.path().metadata().unwrap().uid();
        match scratch.uid {
            Some(uid) => assert!(owner == uid && USERS.contains(&uid)),
            None => assert_eq!(owner, rustix::process::geteuid().as_raw()),
        }
    }
}
