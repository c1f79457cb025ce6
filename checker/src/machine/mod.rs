//! What this machine leaves us of itself: limits that were set before we were
//! started, and room on its disks. Looked at, and never changed.

mod limits;
mod room;

pub use limits::{Limit, Low, limits};
pub use room::{Room, room};

use anyhow::bail;
use std::path::Path;

/// Make sure that limits leave room for judging at all.
///
/// # Errors
///
/// Names the limit, and says what it takes.
pub fn ensure_usable() -> anyhow::Result<()> {
    let too_low = limits()
        .into_iter()
        .find(|limit| limit.low == Low::Unusable);
    match too_low {
        Some(limit) => bail!(
            "nothing can be judged here: {limit}. Raise it where this shell or service is set up, \
             and try again"
        ),
        None => Ok(()),
    }
}

/// What may be the reason where right answers fail, in phrases. `folders` are
/// written to while an answer is judged.
#[must_use]
pub fn complaints(folders: &[&Path]) -> Vec<String> {
    let limits = limits().into_iter();
    let low = limits.filter(|limit| limit.low != Low::Enough);
    let full = folders.iter().filter_map(|folder| {
        let room = room(folder)?;
        room.is_little
            .then(|| format!("{room} in `{}`", folder.display()))
    });
    low.map(|limit| limit.to_string()).chain(full).collect()
}
