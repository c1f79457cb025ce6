//! A call that others interrupt wherever they can.

use instrument::turns::Interruption;

/// Make `call` on this thread. Before each of its steps, which are the operations of
/// [`lab::shim`], it stands still and `others` runs to its end, as other threads could
/// do just there: nothing of the call goes on meanwhile. `others` is told how many
/// steps came before, and does nothing where nothing is to happen.
///
/// So a call can be made to lose as often as a test likes, and one that keeps others
/// waiting while it stands still never returns: put [`crate::within`] around it. Steps
/// that the answer makes on a thread of its own are not interrupted.
///
/// ```
/// # use proof::prelude::*;
/// # use std::sync::Arc;
/// # use lab::shim::{AtomicU64, Ordering::Relaxed};
/// # fn next(ids: &AtomicU64) -> u64 { ids.fetch_update(Relaxed, Relaxed, |id| Some(id + 1)).unwrap() }
/// let ids = Arc::new(AtomicU64::new(7));
/// let others = ids.clone();
/// let id = interrupted(move |step| if step < 1_000 { next(&others); }, || next(&ids));
/// assert_eq!(id, 1_007);
/// ```
pub fn interrupted<T>(others: impl FnMut(usize) + 'static, call: impl FnOnce() -> T) -> T {
    let _interruption = interruption(others);
    call()
}

/// As [`interrupted`], and the call also stands still before it gives a lock of
/// [`lab::shim`] back: for where nobody may hold one that others wait for.
pub fn interrupted_with_locks_held<T>(
    others: impl FnMut(usize) + 'static,
    call: impl FnOnce() -> T,
) -> T {
    let _interruption = interruption(others).with_locks_held();
    call()
}

fn interruption(mut others: impl FnMut(usize) + 'static) -> Interruption {
    let mut steps = 0;
    Interruption::by(move || {
        others(steps);
        steps += 1;
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::findings_of;
    use lab::shim::{AtomicU64, Mutex, Ordering::Relaxed};
    use std::sync::{self, Arc};

    /// By itself: a run of another test gives each thread that comes by a turn.
    fn accepts(test: impl FnOnce()) {
        assert_eq!(findings_of(test), []);
    }

    #[test]
    fn others_come_before_each_step_and_are_not_interrupted_themselves() {
        let (number, seen) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(Mutex::new(Vec::new())),
        );
        let (shared, told) = (number.clone(), seen.clone());
        let others = move |step| {
            shared.fetch_add(10, Relaxed);
            told.lock().unwrap().push(step);
        };
        accepts(|| {
            interrupted(others, || {
                assert_eq!(number.load(Relaxed), 10);
                number.store(1, Relaxed);
            });
            assert_eq!(number.load(Relaxed), 1);
            assert_eq!(*seen.lock().unwrap(), [0, 1]);
        });
    }

    #[test]
    fn a_lock_that_is_held_is_seen_by_the_others() {
        let number = Arc::new(Mutex::new(0));
        for (with_locks, wanted) in [(false, vec![true]), (true, vec![true, false])] {
            let (shared, seen) = (number.clone(), Arc::new(sync::Mutex::new(Vec::new())));
            let told = seen.clone();
            let others = move |_| told.lock().unwrap().push(shared.try_lock().is_ok());
            let call = || *number.lock().unwrap() += 1;
            accepts(|| match with_locks {
                true => interrupted_with_locks_held(others, call),
                false => interrupted(others, call),
            });
            assert_eq!(*seen.lock().unwrap(), wanted);
        }
    }

    #[test]
    fn a_lost_update_shows_at_the_first_attempt() {
        let number = Arc::new(AtomicU64::new(0));
        let shared = number.clone();
        let others = move |_| {
            shared.fetch_add(1, Relaxed);
        };
        accepts(|| {
            interrupted(others, || number.store(number.load(Relaxed) + 1, Relaxed));
            assert_eq!(number.load(Relaxed), 2, "three were added");
        });
    }
}
