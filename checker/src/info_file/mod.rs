//! `info.toml`: read into raw types, checked once, handed out as a [`Course`].
//!
//! The format is that of rustlings (`format_version = 1`) with keys of our own,
//! which rustlings ignores. [`parse`] does no I/O; [`load`] does all of it.
//!
//! [`Course`]: crate::course::Course

mod after;
mod check;
mod error;
mod grading;
mod load;
mod paragraph;
mod raw;
mod reader;

pub use after::AFTER;
pub use check::{Parsed, parse};
pub use error::{InfoError, Problem, did_you_mean};
pub use grading::parse_policy;
pub use load::{FILE_NAME, find_root, load};
