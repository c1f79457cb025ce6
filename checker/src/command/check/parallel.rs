//! Many at once, told in order.

use crate::process::scoped_thread;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Do `work` on each of `items`, at most `jobs` at once, and hand what comes
/// out to `tell`, in the order of the items and as soon as that allows.
///
/// `work` answers `None` when it was cancelled; then, and at the first error,
/// nothing new is begun. `false` when not everything was done.
///
/// # Errors
///
/// The error that is first in the order of the items, or that of `tell`.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[&T],
    jobs: usize,
    work: &(dyn Fn(&T) -> anyhow::Result<Option<R>> + Sync),
    tell: &mut dyn FnMut(usize, R) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for number in 0..jobs.clamp(1, items.len().max(1)) {
            let (sender, next) = (sender.clone(), &next);
            let started = scoped_thread(scope, "check", move || {
                loop {
                    let index = next.fetch_add(1, Ordering::SeqCst);
                    let Some(item) = items.get(index) else {
                        break;
                    };
                    let outcome = work(item);
                    let stop = !matches!(outcome, Ok(Some(_)));
                    // The receiver lives as long as the scope, or does not care.
                    let gone = sender.send((index, outcome)).is_err();
                    if stop || gone {
                        next.store(items.len(), Ordering::SeqCst);
                    }
                }
            });
            // Those that there are do all of it.
            if let (Err(error), 0) = (started, number) {
                return Err(error);
            }
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        // Not the sender's loop: whoever is told nothing more must not be waited for.
        for (index, outcome) in receiver {
            early.insert(index, outcome);
            while let Some(outcome) = early.remove(&due) {
                match outcome? {
                    Some(result) => tell(due, result)?,
                    None => return Ok(false),
                }
                due += 1;
            }
        }
        Ok(due == items.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[track_caller]
    fn check(
        jobs: usize,
        work: &(dyn Fn(&usize) -> anyhow::Result<Option<usize>> + Sync),
    ) -> (Vec<usize>, anyhow::Result<bool>) {
        let numbers: Vec<usize> = (0..8).collect();
        let items: Vec<_> = numbers.iter().collect();
        let mut told = Vec::new();
        let outcome = in_order(&items, jobs, work, &mut |index, result| {
            assert_eq!(index * 10, result);
            told.push(index);
            Ok(())
        });
        (told, outcome)
    }

    #[test]
    fn everything_is_told_in_order_however_many_work_on_it() {
        for jobs in [1, 3, 20] {
            let (told, outcome) = check(jobs, &|number| Ok(Some(number * 10)));
            assert_eq!(told, [0, 1, 2, 3, 4, 5, 6, 7]);
            assert!(outcome.unwrap());
        }
    }

    #[test]
    fn two_jobs_work_at_the_same_time() {
        let both = Barrier::new(2);
        let (told, _) = check(2, &|number| {
            both.wait(); // Only passed by two at once.
            Ok(Some(number * 10))
        });
        assert_eq!(told.len(), 8);
    }

    #[test]
    fn what_is_before_an_error_is_told_and_nothing_after_it() {
        let (told, outcome) = check(1, &|number| match number {
            3 => anyhow::bail!("no disk"),
            _ => Ok(Some(number * 10)),
        });
        assert_eq!(told, [0, 1, 2]);
        assert_eq!(outcome.unwrap_err().to_string(), "no disk");
    }

    #[test]
    fn after_a_cancel_nothing_is_begun() {
        let begun = AtomicUsize::new(0);
        let (told, outcome) = check(1, &|number| {
            begun.fetch_add(1, Ordering::SeqCst);
            Ok((*number < 2).then_some(number * 10))
        });
        assert_eq!((told.len(), begun.into_inner()), (2, 3));
        assert!(!outcome.unwrap());
    }

    #[test]
    fn when_nobody_listens_any_more_the_work_ends() {
        let numbers = [0, 1, 2, 3];
        let items: Vec<_> = numbers.iter().collect();
        let outcome = in_order(&items, 2, &|n| Ok(Some(*n)), &mut |_, _| {
            anyhow::bail!("closed")
        });
        assert_eq!(outcome.unwrap_err().to_string(), "closed");
    }
}
