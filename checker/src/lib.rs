//! `workbook`: judges exercises in concurrency, with proof of how they ran.
//!
//! Start at `checker/ARCHITECTURE.md`.

pub mod assets;
pub mod cache_dir;
pub mod classify;
pub mod cli;
pub mod command;
pub mod compile;
pub mod course;
pub mod deps;
pub mod event;
pub mod exit;
pub mod files;
pub mod grade;
pub mod harness;
pub mod info_file;
pub mod intake;
pub mod judge;
pub mod machine;
pub mod process;
pub mod progress;
pub mod remove;
pub mod reporter;
pub mod restore;
pub mod sandbox;
pub mod screen;
pub mod temp_dir;
pub mod timeline;
pub mod toolchain;
pub mod verdict;
pub mod watch;

use anyhow::Result;
use std::any::Any;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

pub use command::{Streams, Terminals};

/// Nobody waits longer than this for what answers left behind.
const CLEARING_UP: Duration = Duration::from_secs(2);

/// Do what `args`, the words after the program's name, say. The exit code comes
/// back; an error has one too, see [`exit::code`].
///
/// # Errors
///
/// When the checker could not do its work. That nobody reads the output to its
/// end is no error, and a panic comes back as one.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: Streams<'_>) -> Result<u8> {
    let outcome = catch_unwind(AssertUnwindSafe(|| command::start(args, streams)));
    // What takes longer is removed by the next run.
    remove::finish(CLEARING_UP);
    match outcome {
        Ok(Err(error)) if command::is_closed_pipe(&error) => Ok(exit::OK),
        Ok(outcome) => outcome,
        Err(panic) => Err(exit::Failure::Internal(words(panic.as_ref())).into()),
    }
}

/// What a panic said.
pub(crate) fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without words").to_owned()
}
