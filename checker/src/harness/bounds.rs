//! What a test leaves in its folder while it runs, where the folder has no bound
//! of its own: see `seal/src/folder.rs` for the better way, which not every system
//! has.

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

/// Folders lie no deeper in each other.
const MOST_LEVELS: usize = 128;

/// Whether a folder holds more than a test may write.
pub(super) struct Bounds {
    folder: PathBuf,
    bytes: u64,
    entries: u64,
}

impl Bounds {
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            bytes: seal::MOST_BYTES,
            entries: seal::MOST_ENTRIES,
        }
    }

    /// Look once. This costs no more than the bounds have it.
    pub(super) fn are_broken(&self) -> bool {
        // What is not there any more holds nothing.
        open(CWD, &self.folder).is_ok_and(|top| self.is_too_much(top))
    }

    /// One folder of each level is open at a time.
    fn is_too_much(&self, top: OwnedFd) -> bool {
        let (mut bytes, mut entries) = (0, 0);
        let mut levels: Vec<Dir> = Dir::new(top).into_iter().collect();
        while let Some(folder) = levels.last_mut() {
            let Some(Ok(entry)) = folder.next() else {
                levels.pop();
                continue;
            };
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") {
                continue;
            }
            let Ok(folder) = folder.fd() else {
                continue;
            };
            // What is gone again takes no room.
            let Ok(known) = statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) else {
                continue;
            };
            entries += 1;
            bytes += u64::try_from(known.st_blocks).unwrap_or_default() * 512;
            let is_folder = FileType::from_raw_mode(known.st_mode) == FileType::Directory;
            let inner = is_folder.then(|| open(folder, name).and_then(Dir::new));
            levels.extend(inner.and_then(Result::ok));
            if entries > self.entries || bytes > self.bytes || levels.len() > MOST_LEVELS {
                return true;
            }
        }
        false
    }
}

fn open(from: BorrowedFd<'_>, name: impl rustix::path::Arg) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    openat(from, name, flags, Mode::empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};
    use std::os::unix::fs::symlink;

    #[track_caller]
    fn check(fill: impl FnOnce(&Path), broken: bool) {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path());
        let bounds = Bounds {
            folder: folder.path().to_owned(),
            bytes: 1 << 20,
            entries: 1_500,
        };
        assert_eq!(bounds.are_broken(), broken);
        crate::remove::remove_now(folder.path()).unwrap();
    }

    fn deep(folder: &Path, depth: usize) {
        let [all, next] = ["all", "next"].map(|name| folder.join(name));
        fs::create_dir(&all).unwrap();
        for _ in 0..depth {
            fs::create_dir(&next).unwrap();
            fs::rename(&all, next.join("x")).unwrap();
            fs::rename(&next, &all).unwrap();
        }
    }

    #[test]
    fn what_a_test_may_write_is_no_matter() {
        check(|_| {}, false);
        check(
            |folder| {
                deep(folder, 100);
                symlink("..", folder.join("up")).unwrap();
                symlink(folder, folder.join("loop")).unwrap();
                // It takes no room.
                let sparse = File::create(folder.join("sparse")).unwrap();
                sparse.set_len(1 << 40).unwrap();
            },
            false,
        );
    }

    #[test]
    fn more_is_seen_in_whatever_form_it_comes() {
        check(|folder| deep(folder, MOST_LEVELS + 10), true);
        check(
            |folder| fs::write(folder.join("large"), vec![7; 2 << 20]).unwrap(),
            true,
        );
        check(
            |folder| {
                for number in 0..100 {
                    let inner = folder.join(number.to_string());
                    fs::create_dir(&inner).unwrap();
                    for number in 0..20 {
                        File::create(inner.join(number.to_string())).unwrap();
                    }
                }
            },
            true,
        );
    }
}
