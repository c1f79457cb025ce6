//! Removing a folder that somebody else has filled, whatever is in it.
//!
//! No path is longer than one name, no link is followed, and nothing depends on
//! how deep folders lie: one that holds others gives them to the top folder, and
//! is empty then. So there are never more than two folders open, and the stack
//! stays as it is.

use rustix::fs::{
    AtFlags, CWD, Dir, DirEntry, FileType, Mode, OFlags, chmodat, fchmod, openat, renameat, statat,
    unlinkat,
};
use rustix::io::Errno;
use std::ffi::CStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::time::Instant;

/// Not through a link, and not to be inherited.
const FOLDER: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// How much may be done in one go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// How many files and folders.
    pub(super) entries: usize,
    /// Until when.
    pub(super) until: Option<Instant>,
}

impl Budget {
    /// Until all is done.
    pub(super) const ENDLESS: Self = Self {
        entries: usize::MAX,
        until: None,
    };

    fn is_spent(&self) -> bool {
        self.entries == 0 || self.until.is_some_and(|until| until <= Instant::now())
    }
}

/// Remove what is at `path`. `false` where something is left: the budget was
/// spent, or it cannot be removed.
pub(super) fn remove(path: &Path, budget: Budget) -> bool {
    match statat(CWD, path, AtFlags::SYMLINK_NOFOLLOW) {
        Err(error) => return error == Errno::NOENT,
        Ok(found) if FileType::from_raw_mode(found.st_mode) != FileType::Directory => {
            return is_gone(unlinkat(CWD, path, AtFlags::empty()));
        }
        Ok(_) => {}
    }
    if is_gone(unlinkat(CWD, path, AtFlags::REMOVEDIR)) {
        return true;
    }
    let Ok(top) = open(CWD, path) else {
        return false;
    };
    let mut work = Work {
        top,
        budget,
        moved: 0,
    };
    // A folder may show some of its entries only after others are gone.
    while let Some(progress) = work.pass() {
        if is_gone(unlinkat(CWD, path, AtFlags::REMOVEDIR)) {
            return true;
        }
        if !progress {
            return false;
        }
    }
    false
}

struct Work {
    top: OwnedFd,
    budget: Budget,
    /// Numbers the folders that were moved to the top.
    moved: u64,
}

impl Work {
    /// Look at everything in the top folder once; whether anything came of it.
    /// `None` when the budget is spent.
    fn pass(&mut self) -> Option<bool> {
        let mut progress = false;
        for entry in entries(self.top.as_fd()) {
            self.spend()?;
            progress |= match is_folder(self.top.as_fd(), &entry) {
                true => self.empty(entry.file_name())?,
                false => is_gone(unlinkat(&self.top, entry.file_name(), AtFlags::empty())),
            };
        }
        Some(progress)
    }

    /// Empty and remove a folder in the top folder.
    fn empty(&mut self, name: &CStr) -> Option<bool> {
        if is_gone(unlinkat(&self.top, name, AtFlags::REMOVEDIR)) {
            return Some(true);
        }
        let Ok(folder) = open(self.top.as_fd(), name) else {
            return Some(false);
        };
        let mut progress = false;
        for entry in entries(folder.as_fd()) {
            self.spend()?;
            progress |= match is_folder(folder.as_fd(), &entry) {
                true => self.lift(folder.as_fd(), entry.file_name())?,
                false => is_gone(unlinkat(&folder, entry.file_name(), AtFlags::empty())),
            };
        }
        Some(is_gone(unlinkat(&self.top, name, AtFlags::REMOVEDIR)) || progress)
    }

    /// Remove a folder that is empty, and move one that is not to the top.
    fn lift(&mut self, from: BorrowedFd<'_>, name: &CStr) -> Option<bool> {
        if is_gone(unlinkat(from, name, AtFlags::REMOVEDIR)) {
            return Some(true);
        }
        let mut permitted = false;
        loop {
            self.spend()?;
            let fresh = format!("{:x}-of-workbook", self.moved);
            self.moved += 1;
            match renameat(from, name, &self.top, fresh.as_str()) {
                Ok(()) => return Some(true),
                // Somebody had the same idea for a name.
                Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR) => {}
                // To move it is to write into it: `..` changes.
                Err(Errno::ACCESS) if !permitted => {
                    permitted = true;
                    let _ = chmodat(from, name, Mode::RWXU, AtFlags::empty());
                }
                Err(_) => return Some(false),
            }
        }
    }

    fn spend(&mut self) -> Option<()> {
        if self.budget.is_spent() {
            return None;
        }
        self.budget.entries -= 1;
        Some(())
    }
}

/// Open a folder, with the rights to empty it.
fn open(from: BorrowedFd<'_>, name: impl rustix::path::Arg + Copy) -> rustix::io::Result<OwnedFd> {
    let mut opened = openat(from, name, FOLDER, Mode::empty());
    if matches!(opened, Err(Errno::ACCESS)) {
        chmodat(from, name, Mode::RWXU, AtFlags::empty())?;
        opened = openat(from, name, FOLDER, Mode::empty());
    }
    let opened = opened?;
    // Whoever may do everything need not ask; for others it is theirs or nobody's.
    let _ = fchmod(&opened, Mode::RWXU);
    Ok(opened)
}

/// What is in a folder, but for itself and the one above.
fn entries(folder: BorrowedFd<'_>) -> impl Iterator<Item = DirEntry> + use<> {
    let dir = Dir::read_from(folder).into_iter().flatten().flatten();
    dir.filter(|entry| !matches!(entry.file_name().to_bytes(), b"." | b".."))
}

fn is_folder(folder: BorrowedFd<'_>, entry: &DirEntry) -> bool {
    if entry.file_type() != FileType::Unknown {
        return entry.file_type() == FileType::Directory;
    }
    statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|found| FileType::from_raw_mode(found.st_mode) == FileType::Directory)
}

fn is_gone(removed: rustix::io::Result<()>) -> bool {
    matches!(removed, Ok(()) | Err(Errno::NOENT))
}

#[cfg(test)]
mod tests;
