//! Archives, read into memory. Whatever they claim of themselves, each answer
//! has a bound, and so has all that is unpacked to get at it.

use super::packed::{MOST_NAMES, Member, Packed, could_be_an_answer, path_of, too_much};
use super::{LONGEST, Refused};
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

/// The most that a compressed stream may unpack to.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most of a zip that is read to learn what is in it.
const MOST_DIRECTORY: u64 = 8 * 1024 * 1024;

/// The longest header of a tar, with the names in it.
const MOST_HEADER: u64 = 1024 * 1024;

/// The endings that are known; those of the others say what to ask for.
const ENDINGS: [(&str, bool); 16] = [
    (".tar.gz", true),
    (".tgz", true),
    (".tar", true),
    (".zip", true),
    (".tar.xz", false),
    (".tar.bz2", false),
    (".tar.zst", false),
    (".txz", false),
    (".tbz2", false),
    (".tzst", false),
    (".7z", false),
    (".rar", false),
    (".gz", false),
    (".xz", false),
    (".bz2", false),
    (".zst", false),
];

/// Whether a file of this name is an archive, also one that we cannot unpack.
#[must_use]
pub fn is_archive(name: &OsStr) -> bool {
    ending(name).is_some()
}

/// The name without the ending of an archive.
#[must_use]
pub fn stem(name: &OsStr) -> Option<&OsStr> {
    let (ending, _) = ending(name)?;
    let bytes = name.as_encoded_bytes();
    let stem = &bytes[..bytes.len() - ending.len()];
    Some(std::os::unix::ffi::OsStrExt::from_bytes(stem))
}

fn ending(name: &OsStr) -> Option<(&'static str, bool)> {
    let name = name.as_encoded_bytes().to_ascii_lowercase();
    let mut all = ENDINGS.into_iter();
    all.find(|(ending, _)| name.ends_with(ending.as_bytes()) && name.len() > ending.len())
}

/// What is in the archive `file`, which is called `name`. What it is, its first
/// bytes decide.
pub(super) fn unpack(mut file: File, name: &OsStr) -> Result<Packed, Refused> {
    let mut start = Vec::new();
    let read = (&mut file).take(512).read_to_end(&mut start);
    read.and_then(|_| file.seek(SeekFrom::Start(0)))
        .map_err(|error| super::unreadable(&error))?;
    let is_zip = [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"];
    if is_zip.iter().any(|magic| start.starts_with(magic)) {
        return zip(file);
    }
    if start.starts_with(b"\x1f\x8b") {
        return tar(MultiGzDecoder::new(BufReader::new(file)), MOST_UNPACKED);
    }
    if start.get(257..262) == Some(b"ustar") {
        return tar(BufReader::new(file), MOST_UNPACKED);
    }
    let why = match ending(name) {
        None => "it is neither a folder nor an archive; hand in a folder, a zip, a tar or a tar.gz",
        Some((_, true)) => "it is damaged: what is in it is no zip, tar or tar.gz",
        Some((_, false)) => {
            "it is an archive that is not opened here; unpack it into a folder, or ask for a zip \
             or a tar.gz"
        }
    };
    Err(Refused::Unclear(why.to_owned()))
}

fn zip(file: File) -> Result<Packed, Refused> {
    let left = Rc::new(Cell::new(MOST_DIRECTORY));
    let bounded = Bounded {
        inner: file,
        left: Rc::clone(&left),
    };
    let mut archive = zip::ZipArchive::new(bounded).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_NAMES {
        return Err(too_much(&format!("more than {MOST_NAMES} files")));
    }
    // Each file costs a look at its own header.
    left.set(MOST_DIRECTORY);
    if archive
        .has_overlapping_entries()
        .map_err(|error| damaged(&error))?
    {
        let why = "files in it share their bytes, as only made-up archives do";
        return Err(Refused::Unclear(why.to_owned()));
    }
    let twice = archive.has_duplicate_names();
    let mut packed = Packed::default();
    for at in 0..archive.len() {
        let entry = archive.by_index_data(at).map_err(|error| damaged(&error))?;
        // Some programs of Windows write its own separator.
        let name = entry.name_raw().to_vec();
        let name: Vec<u8> = name
            .into_iter()
            .map(|byte| if byte == b'\\' { b'/' } else { byte })
            .collect();
        let (is_folder, is_link) = (name.ends_with(b"/"), entry.is_symlink());
        let is_locked = entry.encrypted();
        let mode = entry.unix_mode().unwrap_or(0) & 0o170_000;
        let Some(path) = path_of(&name)? else {
            continue;
        };
        if is_folder || entry.is_dir() {
            continue;
        }
        let member = if is_link {
            Member::Link
        } else if mode != 0 && mode != 0o100_000 {
            Member::Other
        } else if !could_be_an_answer(&path) {
            Member::File
        } else if is_locked {
            Member::Locked("it is encrypted; hand it in without a password".to_owned())
        } else {
            left.set(2 * LONGEST as u64 + 1024 * 1024);
            match archive.by_index(at) {
                Ok(file) => text(file),
                Err(error) => Member::Locked(format!("it cannot be unpacked: {error}")),
            }
        };
        packed.add(path, member)?;
    }
    if twice {
        let why = "it has two files of the same name; make it anew";
        return Err(Refused::Unclear(why.to_owned()));
    }
    Ok(packed)
}

fn tar(stream: impl Read, most: u64) -> Result<Packed, Refused> {
    let left = Rc::new(Cell::new(0));
    let bounded = Bounded {
        inner: stream,
        left: Rc::clone(&left),
    };
    let failed = |error: &io::Error| match left.get() {
        0 => too_much(&format!(
            "it unpacks to more than {} MiB, or has names without an end",
            most >> 20
        )),
        _ => damaged(error),
    };
    let mut archive = tar::Archive::new(bounded);
    let mut packed = Packed::default();
    let mut entries = archive.entries().map_err(|error| failed(&error))?;
    let mut unread = most;
    loop {
        // Long names are held in memory; what stands between them is not.
        let granted = unread.min(MOST_HEADER);
        left.set(granted);
        let Some(entry) = entries.next() else {
            return Ok(packed);
        };
        let mut entry = entry.map_err(|error| failed(&error))?;
        left.set(unread - (granted - left.get()));
        if let Some(path) = path_of(&entry.path_bytes())?
            && let Some(member) = member(&mut entry, &path)
        {
            packed.add(path, member)?;
        }
        io::copy(&mut entry, &mut io::sink()).map_err(|error| failed(&error))?;
        unread = left.get();
    }
}

/// What an entry of a tar is; `None` for a folder.
fn member(entry: &mut tar::Entry<'_, impl Read>, path: &Path) -> Option<Member> {
    let kind = entry.header().entry_type();
    Some(if kind.is_dir() {
        return None;
    } else if kind.is_symlink() || kind.is_hard_link() {
        Member::Link
    } else if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
        Member::Other
    } else if could_be_an_answer(path) {
        text(entry)
    } else {
        Member::File
    })
}

/// The content, and one byte more than is allowed at most.
fn text(content: impl Read) -> Member {
    let mut text = Vec::new();
    match content.take(LONGEST as u64 + 1).read_to_end(&mut text) {
        Ok(_) => Member::Text(text),
        Err(error) => Member::Locked(format!("it cannot be unpacked: {error}")),
    }
}

fn damaged(error: &dyn std::error::Error) -> Refused {
    Refused::Unclear(format!("it is damaged, or no archive: {error}"))
}

/// A stream that fails when it has given so much.
struct Bounded<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 && !buffer.is_empty() {
            return Err(io::Error::other("there is too much in it"));
        }
        let most = usize::try_from(left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let read = self.inner.read(&mut buffer[..most])?;
        self.left.set(left - read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Bounded<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests;
