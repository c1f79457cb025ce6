//! What the checker says, line by line. There is one reader for all of it: what
//! comes behind a line in the same read is the next line, and not lost.

use std::io::{BufRead, BufReader, Read};

/// Longer lines than this are not the checker's. What is expected of a value, as it is
/// shown, is the longest that it says: 8,000 letters, each of them up to four bytes or
/// escaped.
const LONGEST: u64 = 128 << 10;

/// The lines of `R` that have not been asked for yet.
pub(crate) struct Lines<R>(BufReader<R>);

impl<R: Read> Lines<R> {
    pub(crate) fn of(source: R) -> Self {
        Self(BufReader::new(source))
    }

    /// The next line without its end. `None` when no more will come, or none
    /// that is the checker's: a line without an end, or of no text.
    pub(crate) fn next(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let mut source = self.0.by_ref().take(LONGEST);
        source.read_until(b'\n', &mut line).ok()?;
        line.pop_if(|last| *last == b'\n')?;
        String::from_utf8(line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::unix::net::UnixStream;
    use std::thread;

    /// The lines that are read where each piece is a write of its own.
    fn read(pieces: &[&[u8]]) -> Vec<String> {
        let (mut checker, test) = UnixStream::pair().expect("a socket");
        thread::scope(|scope| {
            scope.spawn(move || {
                for piece in pieces {
                    // Who has heard enough listens to no more.
                    let _ = checker.write_all(piece);
                }
            });
            let mut lines = Lines::of(test);
            std::iter::from_fn(|| lines.next()).collect()
        })
    }

    #[test]
    fn what_follows_a_line_in_one_read_is_the_next_line() {
        assert_eq!(read(&[b"control\nkey ab\n"]), ["control", "key ab"]);
        assert_eq!(read(&[b"control\nkey ", b"ab\n"]), ["control", "key ab"]);
        assert_eq!(read(&[b"control\n", b"a\nb\n"]), ["control", "a", "b"]);
    }

    #[test]
    fn a_line_may_hold_a_long_value() {
        let value = "茶".repeat(8_000);
        let line = format!("{value}\n");
        assert_eq!(read(&[line.as_bytes()]), [value]);
    }

    #[test]
    fn a_line_may_come_byte_by_byte() {
        assert_eq!(read(&[b"a", b" ", b"b", b"\n", b"k", b"\n"]), ["a b", "k"]);
    }

    #[test]
    fn half_a_line_is_none() {
        assert_eq!(read(&[b"control"]), [""; 0]);
        assert_eq!(read(&[b"control\nkey a"]), ["control"]);
        assert_eq!(read(&[]), [""; 0]);
    }

    #[test]
    fn a_line_that_does_not_end_or_is_no_text_is_none() {
        assert_eq!(read(&[&[b'a'; 128 << 10], b"\n"]), [""; 0]);
        assert_eq!(read(&[b"\xff\n"]), [""; 0]);
    }
}
