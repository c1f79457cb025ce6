//! Where a command reads and writes.

use std::io::Write;

/// The streams of a process, or those of a test.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Progress and notices.
    pub err: &'a mut dyn Write,
    /// Which of them are terminals.
    pub terminals: Terminals,
}

/// Which streams are terminals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminals {
    /// Somebody can be asked.
    pub stdin: bool,
    /// Somebody reads the results as they come.
    pub stdout: bool,
    /// A progress bar makes sense.
    pub stderr: bool,
}
