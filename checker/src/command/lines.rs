//! What is printed where a workflow may read it: nothing in it is a command.

use crate::reporter::no_commands;
use std::io::{self, Write};

/// Passes whole lines on, without commands in them; on a terminal, everything as
/// it comes.
pub(super) struct Lines<'a> {
    inner: &'a mut dyn Write,
    terminal: bool,
    /// What has come of the line that is not at its end.
    begun: Vec<u8>,
}

/// A longer line is passed on in pieces.
const MOST: usize = 64 * 1024;

impl<'a> Lines<'a> {
    pub(super) fn new(inner: &'a mut dyn Write, terminal: bool) -> Self {
        Self {
            inner,
            terminal,
            begun: Vec::new(),
        }
    }

    pub(super) fn write_as_it_is(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.pass_on(self.begun.len())?;
        self.inner.write_all(bytes)
    }

    fn pass_on(&mut self, end: usize) -> io::Result<()> {
        let lines: Vec<u8> = self.begun.drain(..end).collect();
        match std::str::from_utf8(&lines) {
            Ok(text) => self.inner.write_all(no_commands(text).as_bytes()),
            // A script for a shell may name a file that is no text.
            Err(_) => self.inner.write_all(&lines),
        }
    }
}

impl Write for Lines<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.terminal {
            return self.inner.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        if let Some(last) = self.begun.iter().rposition(|byte| *byte == b'\n') {
            self.pass_on(last + 1)?;
        } else if self.begun.len() > MOST {
            self.pass_on(self.begun.len())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on(self.begun.len())?;
        self.inner.flush()
    }
}

impl Drop for Lines<'_> {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(terminal: bool, parts: &[&str]) -> String {
        let mut all = Vec::new();
        let mut lines = Lines::new(&mut all, terminal);
        for part in parts {
            assert_eq!(lines.write(part.as_bytes()).unwrap(), part.len());
        }
        drop(lines);
        String::from_utf8(all).unwrap()
    }

    #[test]
    fn a_command_that_comes_in_pieces_is_none() {
        let parts = ["a\n ", ":", ":add-", "mask::x\n##", "[group]y"];
        assert_eq!(written(false, &parts), "a\n | ::add-mask::x\n## [group]y");
        assert_eq!(written(true, &parts), parts.concat());
    }

    #[test]
    fn what_is_meant_as_a_command_is_one() {
        let mut all = Vec::new();
        let mut lines = Lines::new(&mut all, false);
        lines.write_all(b"a").unwrap();
        lines.write_as_it_is(b"\n::notice::x\n").unwrap();
        drop(lines);
        assert_eq!(all, b"a\n::notice::x\n");
    }
}
