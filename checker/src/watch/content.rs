//! What is in an exercise's file: the only thing that decides about a new run.

use crate::files::{LONGEST_FILE, open_regular};
use std::io::{self, Read};
use std::path::Path;

/// What was found where an exercise should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Something, known by its hash.
    Text(Hash),
    /// A file without a byte; many editors pass through this while they save.
    Empty,
    /// No file.
    Missing,
    /// Something that cannot be read, and why.
    Unreadable(String),
}

/// A content's blake3 hash in hexadecimal.
pub(super) type Hash = String;

impl Content {
    /// Look at the file.
    pub(super) fn read(path: &Path) -> Content {
        match Self::try_read(path) {
            Ok(content) => content,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Content::Missing,
            Err(error) => Content::Unreadable(error.to_string()),
        }
    }

    fn try_read(path: &Path) -> io::Result<Content> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(open_regular(path)?.take(LONGEST_FILE))?;
        if hasher.count() == 0 {
            return Ok(Content::Empty);
        }
        Ok(Content::Text(hasher.finalize().to_hex().to_string()))
    }

    /// What to write down with a verdict.
    pub(super) fn hash(&self) -> &str {
        match self {
            Content::Text(hash) => hash,
            Content::Empty | Content::Missing | Content::Unreadable(_) => "",
        }
    }

    /// Whether there is something to judge.
    pub(super) fn is_there(&self) -> bool {
        match self {
            Content::Text(_) | Content::Empty => true,
            Content::Missing | Content::Unreadable(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_where_the_file_should_be_is_said_and_not_read() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(
            Content::read(dir.path()),
            Content::Unreadable("it is a folder, and not a file".into())
        );
        assert_eq!(Content::read(&dir.path().join("a.rs")), Content::Missing);
    }

    #[test]
    fn the_same_bytes_are_the_same_content() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a.rs"), dir.path().join("b.rs"));
        std::fs::write(&a, "fn main() {}").unwrap();
        std::fs::write(&b, "").unwrap();
        assert_eq!(Content::read(&b), Content::Empty);
        std::fs::write(&b, "fn main() {}").unwrap();
        assert_eq!(Content::read(&a), Content::read(&b));
    }
}
