//! What the folder of a test may hold, whoever sees to it.

/// How many bytes all files together may have.
pub const MOST_BYTES: u64 = 64 << 20;
/// How many files and folders there may be.
pub const MOST_ENTRIES: u64 = 4_096;
