//! Files beneath a folder: every step of a path is opened beneath the one before
//! it, and no link is followed.

use super::{Item, LONGEST, Refused, STEP, unreadable};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat, fstat, openat, statat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path};

/// Not a word about why a file cannot be opened: neither link nor wait.
pub(super) const FILE: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// What the file at `path` beneath `root` holds, and one byte more than is
/// allowed at most. `None` where there is none.
pub(super) fn read(root: &OwnedFd, path: &Path) -> Result<Option<Vec<u8>>, Refused> {
    let Some(file) = open(root, path)? else {
        return Ok(None);
    };
    // Its size is not believed: it may grow while it is read.
    let mut bytes = Vec::new();
    let mut bounded = file.take(LONGEST as u64 + 1);
    let read = bounded.read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&error))?;
    Ok(Some(bytes))
}

/// The regular file at `path` beneath `root`; `None` where there is none.
pub(super) fn open(root: &OwnedFd, path: &Path) -> Result<Option<File>, Refused> {
    let names = names(path)?;
    let Some((file, folders)) = names.split_last() else {
        return Err(Refused::bad("it names no file"));
    };
    let mut folder: Option<OwnedFd> = None;
    for name in folders {
        let at = folder.as_ref().unwrap_or(root);
        match openat(at, *name, STEP, Mode::empty()) {
            Ok(opened) => folder = Some(opened),
            Err(Errno::NOTDIR | Errno::LOOP | Errno::MLINK) => {
                return match is_link(at, name) {
                    true => Err(Refused::bad("a folder on the way to it is a link")),
                    // A file that happens to have the name of a folder.
                    false => Ok(None),
                };
            }
            Err(error) => return absent(error),
        }
    }
    let at = folder.as_ref().unwrap_or(root);
    match openat(at, *file, FILE, Mode::empty()) {
        Ok(opened) => regular(opened, at).map(Some),
        Err(error) => absent(error),
    }
}

/// The names in the folder at `path` beneath `root`.
pub(super) fn list(root: &OwnedFd, path: &Path, most: usize) -> io::Result<Vec<(OsString, Item)>> {
    let mut folder = openat(root, ".", STEP, Mode::empty())?;
    for name in path {
        folder = match openat(&folder, name, STEP, Mode::empty()) {
            Ok(opened) => opened,
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
    }
    let mut found = Vec::new();
    for entry in Dir::read_from(&folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_bytes() == b"." || name.to_bytes() == b".." {
            continue;
        }
        if found.len() == most {
            break;
        }
        let mut kind = entry.file_type();
        // Not every file system says it with the name.
        if kind == FileType::Unknown
            && let Ok(stat) = statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)
        {
            kind = FileType::from_raw_mode(stat.st_mode);
        }
        let item = match kind {
            FileType::Directory => Item::Folder,
            FileType::RegularFile => Item::File,
            FileType::Symlink => Item::Link,
            FileType::Fifo
            | FileType::Socket
            | FileType::CharacterDevice
            | FileType::BlockDevice
            | FileType::Unknown => Item::Other,
        };
        found.push((OsString::from_vec(name.to_bytes().to_vec()), item));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

fn is_link(folder: &OwnedFd, name: &OsStr) -> bool {
    let stat = statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
    stat.is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink)
}

/// The steps of a path that stays beneath where it begins.
fn names(path: &Path) -> Result<Vec<&OsStr>, Refused> {
    path.components()
        .map(|component| match component {
            Component::Normal(name) => Ok(name),
            Component::CurDir
            | Component::ParentDir
            | Component::RootDir
            | Component::Prefix(_) => Err(Refused::bad("its path leaves the folder")),
        })
        .collect()
}

fn absent<T>(error: Errno) -> Result<Option<T>, Refused> {
    match error {
        Errno::NOENT => Ok(None),
        Errno::LOOP | Errno::MLINK => Err(Refused::bad("it is a symbolic link")),
        // A socket, a device without a driver.
        Errno::NXIO | Errno::NODEV | Errno::OPNOTSUPP => Err(Refused::bad("it is no regular file")),
        Errno::NAMETOOLONG => Err(Refused::bad("its name is too long")),
        other => Err(unreadable(&other.into())),
    }
}

/// The file, if it is a regular one, and whoever handed it in could read it.
/// `folder` is where it lies.
pub(super) fn regular(file: OwnedFd, folder: &OwnedFd) -> Result<File, Refused> {
    let stat = self::stat(&file)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(Refused::bad("it is no regular file"));
    }
    if is_borrowed(&stat, &self::stat(folder)?) {
        let why = "it is another name (a hard link) of a file that belongs to somebody else and \
                   is not for everybody; hand in a copy";
        return Err(Refused::Unclear(why.to_owned()));
    }
    Ok(File::from(file))
}

/// Whether `file` may be somebody else's private file under a second name. Who
/// grades reads more than who hands in, and a compiler's message would show it.
///
/// Clones, backups and whatever else saves space with such links have them
/// among files of one owner, or of files that everybody may read.
fn is_borrowed(file: &Stat, folder: &Stat) -> bool {
    let for_everybody = file.st_mode & 0o004 != 0;
    let of_the_folders_owner = file.st_uid == folder.st_uid && folder.st_mode & 0o022 == 0;
    file.st_nlink > 1 && !for_everybody && !of_the_folders_owner
}

pub(super) fn is_folder(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::Directory
}

fn stat(file: impl AsFd) -> Result<Stat, Refused> {
    fstat(file).map_err(|error| unreadable(&error.into()))
}
