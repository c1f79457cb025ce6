//! Room on a disk.

use std::fmt;
use std::path::Path;

/// What is left on the disk of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// In bytes, for an ordinary user.
    pub bytes: u64,
    /// Files that may still be made; `None` where the disk does not count them.
    pub files: Option<u64>,
    /// Whether a build may not fit.
    pub is_little: bool,
}

/// What an answer needs while it is built, with room for the next ones.
const LITTLE: u64 = 64 << 20;
/// Files are made by the hundred.
const FEW: u64 = 1_000;

/// What is left on the disk of `folder`; `None` where the system does not tell.
#[must_use]
pub fn room(folder: &Path) -> Option<Room> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let bytes = disk.f_bavail.saturating_mul(disk.f_frsize);
    let files = (disk.f_files > 0).then_some(disk.f_favail);
    Some(Room {
        bytes,
        files,
        is_little: bytes < LITTLE || files.is_some_and(|files| files < FEW),
    })
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.files {
            Some(files) if files < FEW => write!(f, "room for {files} files"),
            Some(_) | None => write!(f, "{} left", bytes(self.bytes)),
        }
    }
}

/// A number of bytes for people.
pub(super) fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if number < 1024 {
        return format!("{number} bytes");
    }
    let mut shown = number / 1024;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while 10 * 1024 <= shown
        && let Some(larger) = units.next()
    {
        shown /= 1024;
        unit = Some(larger);
    }
    // What is whole in the larger unit is shown in it.
    if shown >= 1024
        && shown.is_multiple_of(1024)
        && let Some(larger) = units.next()
    {
        shown /= 1024;
        unit = Some(larger);
    }
    format!("{shown} {}", unit.unwrap_or(&"KiB"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_shown_in_a_unit_that_people_can_read() {
        let shown = [12, 100 << 10, 64 << 20, 600_000 << 10, 6 << 30, 3 << 40].map(bytes);
        let want = ["12 bytes", "100 KiB", "64 MiB", "585 MiB", "6 GiB", "3 TiB"];
        assert_eq!(shown, want);
    }

    #[test]
    fn the_room_of_a_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(room(folder.path()).unwrap().bytes > 0);
        assert_eq!(room(&folder.path().join("missing")), None);
    }
}
