//! What a process that seals itself here has to tell, before its word counts.

use crate::fence::available;
use report::{Needs, Seal};

/// What a process that seals itself here has to tell at least. `None` where
/// this system cannot keep such a process from anything.
///
/// Who is allowed files or programs is held by Landlock alone.
#[must_use]
pub fn promised(needs: Needs) -> Option<Seal> {
    let (landlock, seccomp) = (available().landlock, available().seccomp);
    let by_landlock_alone = needs.writes();
    let witnessed = landlock.is_some() || (seccomp && !by_landlock_alone);
    witnessed.then(|| Seal {
        landlock,
        seccomp,
        witnessed,
        ..Seal::default()
    })
}
