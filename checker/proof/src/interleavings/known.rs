//! The threads that somebody knows: whether another one could still come by.

use crate::started_threads::{number_of_a_new_one, number_of_this_one};
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Which threads were started since, and of which it is known what they wait for.
/// Clones are the same.
#[derive(Debug, Clone)]
pub(super) struct Known {
    before: u64,
    met: Arc<Mutex<Met>>,
}

#[derive(Debug, Default)]
struct Met {
    /// Those that the kit has started: each takes turns in its run, and ends in it.
    own: HashSet<u64>,
    /// Those of the answer that take turns in this run.
    guests: HashSet<u64>,
    ended: HashSet<u64>,
}

/// Dropped when the thread ends.
struct Life(u64, Arc<Mutex<Met>>);

impl Drop for Life {
    fn drop(&mut self) {
        locked(&self.1).ended.insert(self.0);
    }
}

thread_local! {
    static LIVES: RefCell<Vec<Life>> = const { RefCell::new(Vec::new()) };
}

impl Known {
    pub(super) fn from_here() -> Self {
        Self {
            before: number_of_a_new_one(),
            met: Arc::default(),
        }
    }

    /// What a thread of an earlier run does now nobody knows, if it has not ended.
    pub(super) fn begin_a_run(&self) {
        locked(&self.met).guests.clear();
    }

    pub(super) fn this_is_ours(&self) {
        locked(&self.met).own.insert(number_of_this_one());
    }

    pub(super) fn this_is_a_guest(&self) {
        let number = number_of_this_one();
        let life = Life(number, Arc::clone(&self.met));
        // Who is about to end has no place for it any more.
        let _ = LIVES.try_with(|lives| lives.borrow_mut().push(life));
        locked(&self.met).guests.insert(number);
    }

    /// Whether no other thread was started. One that never took a turn may have
    /// ended: nobody can tell.
    pub(super) fn are_all(&self) -> bool {
        let new = number_of_a_new_one();
        let mut met = locked(&self.met);
        met.own.insert(new);
        let known = |number| {
            [&met.own, &met.guests, &met.ended]
                .iter()
                .any(|threads| threads.contains(&number))
        };
        (self.before + 1..new).all(known)
    }
}

fn locked(met: &Mutex<Met>) -> MutexGuard<'_, Met> {
    met.lock().unwrap_or_else(PoisonError::into_inner)
}
