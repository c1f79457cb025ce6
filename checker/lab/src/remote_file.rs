//! A file that is read in chunks.

use crate::Journal;
use instrument::Recorder;
use std::cmp::min;

/// A file on a server that hands out one chunk a request.
///
/// ```
/// use lab::RemoteFile;
///
/// let file = RemoteFile::new("menu", "black tea", 4);
///
/// assert_eq!(file.chunk_at(0), b"blac");
/// assert_eq!(file.chunk_at(8), b"a"); // the last one is short
/// assert_eq!(file.chunk_at(9), b""); // that was all
/// ```
#[derive(Debug, Clone)]
pub struct RemoteFile {
    name: String,
    content: Vec<u8>,
    chunk: usize,
    recorder: Recorder,
}

impl RemoteFile {
    /// The file `name`, handed out in chunks of at most `chunk` bytes.
    ///
    /// # Panics
    ///
    /// If `chunk` is zero.
    #[must_use]
    #[track_caller]
    pub fn new(name: &str, content: &str, chunk: usize) -> Self {
        assert!(chunk > 0, "a chunk has at least one byte");
        Self {
            name: name.to_owned(),
            content: content.as_bytes().to_vec(),
            chunk,
            recorder: Recorder::new(),
        }
    }

    /// A short file to try things with.
    #[must_use]
    pub fn sample() -> Self {
        Self::new("menu", "black tea, green tea, mint tea", 8)
    }

    /// The chunk that begins at byte `offset`; empty at the end of the file.
    #[must_use]
    pub fn chunk_at(&self, offset: usize) -> &[u8] {
        let start = min(offset, self.content.len());
        let end = min(start + self.chunk, self.content.len());
        let item = format!("{} {start}..{end}", self.name);
        self.recorder.begin(item).finish();
        &self.content[start..end]
    }

    /// The size of the whole file in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.content.len()
    }

    /// The chunks that were asked for: `menu 0..8`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_handed_out_chunk_by_chunk() {
        let file = RemoteFile::new("menu", "black tea", 4);
        assert_eq!(file.size(), 9);
        let chunks = [0, 4, 8, 9, 100].map(|offset| file.chunk_at(offset));
        assert_eq!(chunks, [&b"blac"[..], b"k te", b"a", b"", b""]);
        let asked = file.journal().calls().into_iter().map(|call| call.item);
        let asked: Vec<String> = asked.collect();
        let want = [
            "menu 0..4",
            "menu 4..8",
            "menu 8..9",
            "menu 9..9",
            "menu 9..9",
        ];
        assert_eq!(asked, want);
        assert_eq!(file.journal().in_flight(), 0);
    }

    #[test]
    fn an_offset_beyond_all_numbers_is_beyond_the_end() {
        assert_eq!(RemoteFile::sample().chunk_at(usize::MAX), b"");
    }
}
