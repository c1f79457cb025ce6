//! Reading what a learner, or anybody else, may have put in the place of a file.

use rustix::fs::{FileType, Mode, OFlags, fstat, open};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// No exercise, no notes of ours and no description of a course are longer.
pub const LONGEST_FILE: u64 = 16 << 20;

/// Opening a pipe would wait for somebody to write into it, and a terminal would
/// become ours.
const PATIENT: OFlags = OFlags::RDONLY
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// Open a regular file, also through links.
///
/// # Errors
///
/// Also where something else is there, such as a pipe, a device or a folder: it
/// says which.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let no_file = |what: &str| {
        let words = format!("it is {what}, and not a file");
        io::Error::new(io::ErrorKind::InvalidInput, words)
    };
    let opened = open(path, PATIENT, Mode::empty());
    // What is said of sockets, and of devices that nobody drives.
    if matches!(opened, Err(Errno::NXIO | Errno::OPNOTSUPP)) {
        return Err(no_file("a socket or a device"));
    }
    let opened = opened?;
    let kind = FileType::from_raw_mode(fstat(&opened)?.st_mode);
    match kind {
        FileType::RegularFile => Ok(File::from(opened)),
        FileType::Directory => Err(no_file("a folder")),
        FileType::Fifo => Err(no_file("a named pipe")),
        FileType::CharacterDevice | FileType::BlockDevice => Err(no_file("a device")),
        FileType::Socket | FileType::Symlink | FileType::Unknown => Err(no_file("something else")),
    }
}

/// Open a file to lock it; it is made where it is missing. What is in it stays.
///
/// # Errors
///
/// Also where something is there that would make us wait.
pub fn open_lock(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = File::options();
    options.create(true).read(true).write(true).truncate(false);
    let file = options
        .custom_flags(PATIENT.bits().cast_signed())
        .open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a file",
        )),
    }
}

/// What a regular file holds, up to [`LONGEST_FILE`].
///
/// # Errors
///
/// As those of [`open_regular`], and where it holds more.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // Its size is not believed: it may grow while it is read.
    let mut bounded = open_regular(path)?.take(LONGEST_FILE + 1);
    bounded.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_FILE {
        let words = format!("it is longer than {} MiB", LONGEST_FILE >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, words));
    }
    Ok(bytes)
}

/// The same as text.
///
/// # Errors
///
/// As those of [`read`]; `InvalidData` where it is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::{CWD, mknodat};
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[track_caller]
    fn refuses(path: &Path, words: &str) {
        let error = read(path).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(open_regular(path).is_err() || words.contains("longer"));
    }

    #[test]
    fn what_is_no_file_is_refused_at_once_and_called_by_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        mknodat(CWD, path("pipe"), FileType::Fifo, Mode::RWXU, 0).unwrap();
        UnixListener::bind(path("socket")).unwrap();
        symlink("pipe", path("link")).unwrap();
        symlink("/dev/zero", path("endless")).unwrap();
        symlink("loop", path("loop")).unwrap();
        refuses(&path("pipe"), "a named pipe");
        refuses(&path("link"), "a named pipe");
        refuses(&path("socket"), "a socket");
        refuses(&path("endless"), "a device");
        refuses(Path::new("/dev/tty"), "device");
        refuses(dir.path(), "a folder");
        refuses(&path("loop"), "");
        refuses(&path("missing"), "");
        assert!(open_lock(&path("pipe")).is_err());
        open_lock(&path("new/lock")).unwrap();
        let large = File::create(path("large")).unwrap();
        large.set_len(1 << 40).unwrap();
        refuses(&path("large"), "longer than 16 MiB");
    }

    #[test]
    fn a_file_is_read_also_through_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| dir.path().join(name));
        fs::write(&file, "text ü").unwrap();
        symlink(&file, &link).unwrap();
        assert_eq!(read_text(&link).unwrap(), "text ü");
        fs::write(&file, b"\xff").unwrap();
        let kind = read_text(&file).unwrap_err().kind();
        assert_eq!(kind, io::ErrorKind::InvalidData);
    }
}
