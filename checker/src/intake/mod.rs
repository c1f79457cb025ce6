//! Taking one file out of somebody else's folder, and nothing more.
//!
//! The folder may hold anything: links out of it, pipes that are never
//! written, devices without an end. So every step of a path is opened beneath
//! the one before it, no link is followed, nothing that could make us wait is
//! read, and what is read has a bound. What is refused is a verdict about the
//! submission, never an error of ours.

use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat};
use rustix::io::Errno;
use std::ffi::OsStr;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

/// The longest answer that is taken, in bytes.
pub const LONGEST: usize = 256 * 1024;

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which of the candidates it is.
    pub path: PathBuf,
    /// What it holds: UTF-8 without anything that hides what it says.
    pub bytes: Vec<u8>,
}

/// Why a file was not taken: a reason for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it: `it is a symbolic link`.
    pub why: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not taken: {}", self.path.display(), self.why)
    }
}

impl std::error::Error for Refused {}

/// Take the first of `candidates`, paths beneath `root`, that is there. `None`
/// where none is; the inner error says why the one that is there is refused.
///
/// # Errors
///
/// Where the machine cannot read what is there.
pub fn take(root: &Path, candidates: &[PathBuf]) -> io::Result<Result<Option<Taken>, Refused>> {
    let root = openat(CWD, root, FOLDER, Mode::empty())?;
    for path in candidates {
        let refused = |why: &str| Refused {
            path: path.clone(),
            why: why.to_owned(),
        };
        match read(&root, path) {
            Ok(None) => {}
            Ok(Some(bytes)) => {
                let taken = readable(&bytes).map(|_| ()).map_err(refused);
                let path = path.clone();
                return Ok(taken.map(|()| Some(Taken { path, bytes })));
            }
            Err(Trouble::Refused(why)) => return Ok(Err(refused(why))),
            Err(Trouble::Machine(error)) => return Err(error),
        }
    }
    Ok(Ok(None))
}

/// The text of an answer.
///
/// # Errors
///
/// Says, for people, why these bytes are none.
pub fn readable(bytes: &[u8]) -> Result<&str, &'static str> {
    if bytes.len() > LONGEST {
        return Err("it is longer than 256 KiB");
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err("it is no text in UTF-8");
    };
    if text.contains('\0') {
        return Err("it has a zero byte in it");
    }
    if text.contains(turns_text_around) {
        return Err(
            "it has a character in it that turns the direction of text around, so that \
                    people read something else than the compiler",
        );
    }
    Ok(text)
}

/// The controls of bidirectional text, without the marks that only hint at a
/// direction.
fn turns_text_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Not a word about why a file cannot be opened: neither link nor wait.
const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);
const STEP: OFlags = FOLDER.union(OFlags::NOFOLLOW);
const FILE: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

enum Trouble {
    Refused(&'static str),
    Machine(io::Error),
}

/// What the file at `path` beneath `root` holds, and one byte more than is
/// allowed at most. `None` where there is none.
fn read(root: &OwnedFd, path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    let names = names(path)?;
    let Some((file, folders)) = names.split_last() else {
        return Err(Trouble::Refused("it names no file"));
    };
    let mut folder = None;
    for name in folders {
        match openat(folder.as_ref().unwrap_or(root), *name, STEP, Mode::empty()) {
            Ok(opened) => folder = Some(opened),
            Err(error) => return absent(error, "a folder on the way to it is a link or none"),
        }
    }
    match openat(folder.as_ref().unwrap_or(root), *file, FILE, Mode::empty()) {
        Ok(opened) => content(opened).map(Some),
        Err(error) => absent(error, "it is a symbolic link or no file at all"),
    }
}

/// The steps of a path that stays beneath where it begins.
fn names(path: &Path) -> Result<Vec<&OsStr>, Trouble> {
    path.components()
        .map(|component| match component {
            Component::Normal(name) => Ok(name),
            Component::CurDir
            | Component::ParentDir
            | Component::RootDir
            | Component::Prefix(_) => Err(Trouble::Refused("its path leaves the folder")),
        })
        .collect()
}

fn absent<T>(error: Errno, refused: &'static str) -> Result<Option<T>, Trouble> {
    match error {
        Errno::NOENT => Ok(None),
        // A link, a file in the place of a folder, a socket, a device without a driver.
        Errno::LOOP
        | Errno::MLINK
        | Errno::NOTDIR
        | Errno::NXIO
        | Errno::NODEV
        | Errno::OPNOTSUPP => Err(Trouble::Refused(refused)),
        Errno::ACCESS | Errno::PERM => Err(Trouble::Refused("it may not be read")),
        Errno::NAMETOOLONG => Err(Trouble::Refused("its name is too long")),
        other => Err(Trouble::Machine(other.into())),
    }
}

fn content(file: OwnedFd) -> Result<Vec<u8>, Trouble> {
    let stat = fstat(&file).map_err(|error| Trouble::Machine(error.into()))?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(Trouble::Refused("it is no regular file"));
    }
    // Its size is not believed: it may grow while it is read.
    let mut bytes = Vec::new();
    let mut bounded = File::from(file).take(LONGEST as u64 + 1);
    bounded.read_to_end(&mut bytes).map_err(Trouble::Machine)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
