//! `workbook list | head -1`: nobody reads on, and that is no error.

use super::lines::Lines;
use std::fmt;
use std::io::{self, Write};

/// Marks the error of a write to a pipe that nobody reads any more, so that it
/// is not confused with a pipe to a child that broke.
#[derive(Debug)]
struct ClosedPipe;

impl fmt::Display for ClosedPipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reader of the output is gone")
    }
}

impl std::error::Error for ClosedPipe {}

/// Passes everything on, and marks the error of a closed pipe. Where no terminal
/// shows it, a workflow may read it: then no line is a command.
pub(super) struct Output<'a>(Lines<'a>);

impl<'a> Output<'a> {
    pub(super) fn new(inner: &'a mut dyn Write, terminal: bool) -> Self {
        Self(Lines::new(inner, terminal))
    }

    /// Write what was made for whoever reads it.
    pub(super) fn write_as_it_is(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_as_it_is(bytes).map_err(mark)
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(mark)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(mark)
    }
}

fn mark(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return io::Error::new(io::ErrorKind::BrokenPipe, ClosedPipe);
    }
    error
}

/// Whether a command ended because its output was not read to the end.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
        .is_some_and(|inner| inner.is::<ClosedPipe>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    struct Broken;

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_closed_pipe_is_known_by_its_mark_through_any_context() {
        let error = Output::new(&mut Broken, true).write_all(b"x").unwrap_err();
        let error = Err::<(), _>(error).context("failed to list").unwrap_err();
        assert!(is_closed_pipe(&error));
    }

    #[test]
    fn the_broken_pipe_of_a_child_is_an_error() {
        let error = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(!is_closed_pipe(&error));
    }
}
