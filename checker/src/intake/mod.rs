//! Taking single files out of what somebody else handed in, and nothing more.
//!
//! That may hold anything: links out of it, pipes that are never written,
//! devices without an end, archives that unpack to terabytes. So no link is
//! followed, nothing that could make us wait is read, what is read has a bound,
//! and an archive is never unpacked onto the disk. What is refused is a verdict
//! about the submission, never an error of ours.

mod archive;
mod folder;
mod packed;

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

pub use archive::{is_archive, stem};

/// The longest answer that is taken, in bytes.
pub const LONGEST: usize = 256 * 1024;

/// What was handed in: a folder, or an archive that is held in memory.
#[derive(Debug)]
pub struct Tree(Kind);

#[derive(Debug)]
enum Kind {
    Folder(OwnedFd),
    Packed(packed::Packed),
}

/// What has a name in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A link, which leads anywhere.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// Why something is not taken, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// What was handed in is at fault: `it is a symbolic link`.
    Bad(String),
    /// Nobody can tell what the answer is: `it is in the archive twice`.
    Unclear(String),
    /// It could not be read, which says nothing about it.
    Unreadable(String),
}

impl Refused {
    /// The words.
    #[must_use]
    pub fn why(&self) -> &str {
        let (Self::Bad(why) | Self::Unclear(why) | Self::Unreadable(why)) = self;
        why
    }

    fn bad(why: &str) -> Self {
        Self::Bad(why.to_owned())
    }
}

impl Tree {
    /// Open the folder or the archive at `root`, whose parents may be links.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is neither.
    pub fn open(root: &Path) -> Result<Self, Refused> {
        let flags = folder::FILE;
        let opened = openat(CWD, root, flags, Mode::empty());
        let opened = opened.map_err(|error| match error {
            Errno::LOOP | Errno::MLINK => Refused::Unclear("it is a link".to_owned()),
            error => unreadable(&error.into()),
        })?;
        if rustix::fs::fstat(&opened).is_ok_and(|stat| folder::is_folder(&stat)) {
            return Ok(Self(Kind::Folder(opened)));
        }
        let name = root.file_name().unwrap_or_default();
        let parent = root
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let parent = openat(
            CWD,
            parent.unwrap_or(Path::new(".")),
            STEP - OFlags::NOFOLLOW,
            Mode::empty(),
        );
        let parent = parent.map_err(|error| unreadable(&error.into()))?;
        let file = folder::regular(opened, &parent)?;
        archive::unpack(file, name).map(|packed| Self(Kind::Packed(packed)))
    }

    /// The archive at `path` in it. One in an archive is not opened.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn unpack(&self, path: &Path) -> Result<Self, Refused> {
        let Kind::Folder(root) = &self.0 else {
            let why = "an archive in an archive is not opened";
            return Err(Refused::Unclear(why.to_owned()));
        };
        let missing = || Refused::Unclear("it is gone".to_owned());
        let file = folder::open(root, path)?.ok_or_else(missing)?;
        let name = path.file_name().unwrap_or_default();
        archive::unpack(file, name).map(|packed| Self(Kind::Packed(packed)))
    }

    /// Whether it is an archive.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        matches!(self.0, Kind::Packed(_))
    }

    /// The text of the file at `path` in it; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Says why the one that is there is not taken.
    pub fn take(&self, path: &Path) -> Result<Option<Vec<u8>>, Refused> {
        let bytes = match &self.0 {
            Kind::Folder(root) => folder::read(root, path)?,
            Kind::Packed(packed) => packed.read(path)?,
        };
        if let Some(Err(why)) = bytes.as_deref().map(readable) {
            return Err(Refused::bad(why));
        }
        Ok(bytes)
    }

    /// The names in the folder at `path`, in order, and what they are; none
    /// where it is missing. At most `most` of them.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn list(&self, path: &Path, most: usize) -> io::Result<Vec<(OsString, Item)>> {
        match &self.0 {
            Kind::Folder(root) => folder::list(root, path, most),
            Kind::Packed(packed) => Ok(packed.list(path, most)),
        }
    }
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
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is text in UTF-16, which no Rust compiler reads; save it as UTF-8");
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

/// What no system and no tool means as an answer: its own leftovers.
#[must_use]
pub fn is_leftover(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let known: [&[u8]; 5] = [
        b"__MACOSX",
        b"target",
        b"node_modules",
        b"Thumbs.db",
        b"desktop.ini",
    ];
    name.starts_with(b".") || known.contains(&name)
}

fn unreadable(error: &io::Error) -> Refused {
    let advice = match error.kind() == io::ErrorKind::PermissionDenied {
        true => "; whoever grades must be allowed to read it",
        false => "",
    };
    Refused::Unreadable(format!("it cannot be read: {error}{advice}"))
}

/// Neither a link nor a wait.
const STEP: OFlags = OFlags::DIRECTORY
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOFOLLOW);

#[cfg(test)]
mod tests;
