//! What became of process groups that an answer has killed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// By the leader's number: whether it had been waited for when its group was killed
/// for the first time.
static KILLED: Mutex<Option<HashMap<u32, bool>>> = Mutex::new(None);

/// The group of `leader` is killed now; that one has been waited for already, or has
/// not.
pub fn is_killed(leader: u32, waited_for: bool) {
    let mut killed = KILLED.lock().unwrap_or_else(PoisonError::into_inner);
    let killed = killed.get_or_insert_default();
    killed.entry(leader).or_insert(waited_for);
}

/// Whether the leader of a group had been waited for when the group was killed: its
/// number was free by then.
#[must_use]
pub fn was_killed_too_late() -> bool {
    let killed = KILLED.lock().unwrap_or_else(PoisonError::into_inner);
    killed.iter().flat_map(HashMap::values).any(|late| *late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_signal_counts() {
        is_killed(7, false);
        is_killed(7, true);
        assert!(!was_killed_too_late());
        is_killed(8, true);
        is_killed(8, false);
        assert!(was_killed_too_late());
    }
}
