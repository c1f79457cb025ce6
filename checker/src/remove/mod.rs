//! Folders that somebody else may fill, and how they go: never by recursion,
//! outside of the path to a verdict, and by the next run where this one is
//! killed.

mod claim;
mod janitor;
mod tree;

pub use claim::{Claimed, abandoned};
pub use janitor::{finish, later};

use std::path::Path;
use std::time::{Duration, Instant};
use tree::Budget;

/// What is removed at once; whatever holds more is left to the janitor.
const AT_ONCE: usize = 1_024;
/// The same for a slow disk.
const MOMENT: Duration = Duration::from_millis(100);

/// Remove the folder, now if that is quickly done, else later.
pub fn remove(path: &Path) {
    let budget = Budget {
        entries: AT_ONCE,
        until: Some(Instant::now() + MOMENT),
    };
    if !tree::remove(path, budget) {
        later(path.to_owned());
    }
}

/// Remove the folder before this returns, however long it takes.
///
/// # Errors
///
/// When something of it is left.
pub fn remove_now(path: &Path) -> std::io::Result<()> {
    match tree::remove(path, Budget::ENDLESS) {
        true => Ok(()),
        false => Err(std::io::Error::other("something in it cannot be removed")),
    }
}
