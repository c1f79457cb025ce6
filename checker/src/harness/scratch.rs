//! A folder for what a test writes, and the user that the test becomes.

use crate::remove::{Claimed, abandoned};
use anyhow::Context;
use std::collections::BTreeSet;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

/// Nobody's numbers, on every system that we know.
const USERS: std::ops::RangeInclusive<u32> = 61_184..=65_519;
/// What the names of these folders begin with: like nothing that a person makes
/// in a folder for temporary files.
const PREFIX: &str = ".workbook-scratch-";

/// A folder; gone when the test is over, by and by if much is in it.
pub(super) struct Scratch {
    folder: Claimed,
    /// The user that it belongs to, where we are root and may give it away.
    pub(super) uid: Option<u32>,
    _user: Option<UnixListener>,
}

impl Scratch {
    /// Our own: for a process that stays ours.
    pub(super) fn ours() -> anyhow::Result<Self> {
        let folder = folder_in(&std::env::temp_dir())?;
        Ok(Self {
            folder,
            uid: None,
            _user: None,
        })
    }

    /// One for a process that becomes nobody, if we are root.
    pub(super) fn for_nobody() -> anyhow::Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Self::ours();
        }
        let folder = folder_in(&within_reach_of_all())?;
        let (uid, user) = free_user()?;
        let uid = Some(uid);
        // A system that knows no such user leaves the test to be ours.
        let uid = uid.filter(|_| chown(folder.path(), uid, uid).is_ok());
        Ok(Self {
            folder,
            uid,
            _user: user,
        })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Have the folders removed that checkers which were killed have left; how many
/// there are.
pub fn remove_abandoned() -> usize {
    let us = rustix::process::geteuid();
    let ours = |uid| uid == us.as_raw() || (us.is_root() && USERS.contains(&uid));
    let places = BTreeSet::from([std::env::temp_dir(), within_reach_of_all()]);
    let found = places.iter().map(|place| abandoned(place, PREFIX, &ours));
    found.sum()
}

/// A user that no other test of this machine is, and what says so to the others as
/// long as it is kept, also to other checkers: what is counted for each user is
/// counted for a test alone then, and no test may signal another one.
fn free_user() -> anyhow::Result<(u32, Option<UnixListener>)> {
    const TRIES: usize = 100;
    let among = u64::from(USERS.end() - USERS.start() + 1);
    let draw = || -> anyhow::Result<u32> {
        let place = u32::try_from(super::draw()? % among).unwrap_or_default();
        Ok(USERS.start() + place)
    };
    for _ in 0..TRIES {
        let uid = draw()?;
        if let Ok(claimed) = claim(uid) {
            return Ok((uid, Some(claimed)));
        }
    }
    // Where nothing can be claimed, chance has to do.
    Ok((draw()?, None))
}

/// A name which one process of this machine has, until it ends.
#[cfg(target_os = "linux")]
fn claim(uid: u32) -> std::io::Result<UnixListener> {
    use std::os::linux::net::SocketAddrExt;
    let name = format!("workbook-user-{uid}");
    let address = std::os::unix::net::SocketAddr::from_abstract_name(name)?;
    UnixListener::bind_addr(&address)
}

#[cfg(not(target_os = "linux"))]
fn claim(_: u32) -> std::io::Result<UnixListener> {
    Err(std::io::ErrorKind::Unsupported.into())
}

fn folder_in(place: &Path) -> anyhow::Result<Claimed> {
    Claimed::new(place, PREFIX, 0o700).with_context(|| {
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
    fn the_folder_of_a_checker_that_was_killed_is_removed_by_the_next() {
        let scratch = Scratch::for_nobody().unwrap();
        let left = scratch
            .path()
            .with_file_name(format!("{PREFIX}gone-{:x}", super::super::draw().unwrap()));
        std::fs::create_dir_all(left.join("of/a/test")).unwrap();
        assert!(remove_abandoned() > 0);
        // Other tests give it work too.
        crate::remove::finish(std::time::Duration::from_secs(60));
        assert!(!left.exists() && scratch.path().exists());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_user_is_one_test_s_at_a_time() {
        let (uid, claimed) = free_user().unwrap();
        assert!(claimed.is_some());
        assert_eq!(
            claim(uid).unwrap_err().kind(),
            std::io::ErrorKind::AddrInUse
        );
        drop(claimed);
        assert!(claim(uid).is_ok());
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
