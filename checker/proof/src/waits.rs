//! What has to come about while work is under way.

use crate::obligation::Obligation;
use crate::refusal::{finding, found};
use instrument::observe::Span;
use lab::ms;
use report::{Activity, Kind, only};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// How long a wrong answer has to wait.
const PATIENCE: Duration = ms(1_000);

/// A piece of work that is done last: it waits until all others are done. Where
/// others wait behind it, they never are.
///
/// In the work that a hidden test hands to the exercise: the piece that is slow
/// calls [`Straggler::waits`], each other one [`Straggler::is_done`].
#[derive(Debug)]
pub struct Straggler {
    others: usize,
    done: Mutex<Done>,
    changed: Condvar,
    waited: Obligation,
}

#[derive(Debug, Default)]
struct Done {
    count: usize,
    /// It was waited for in vain: nobody waits any more.
    missed: bool,
}

impl Straggler {
    /// There are so many other pieces.
    #[must_use]
    pub fn behind(others: usize) -> Self {
        Self {
            others,
            done: Mutex::default(),
            changed: Condvar::new(),
            waited: Obligation::to_call("the piece that is slow"),
        }
    }

    /// One of the others is done.
    pub fn is_done(&self) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.count += 1;
        self.changed.notify_all();
    }

    /// Be `item`, which is slow: wait until all others are done. If nothing more
    /// is done for a second, the answer is refused; this call returns all the
    /// same.
    pub fn waits(&self, item: &str) {
        let span = Span::doing(Activity::Blocking, item);
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        while done.count < self.others && !done.missed {
            let before = done.count;
            let (now, waited) = self
                .changed
                .wait_timeout_while(done, PATIENCE, |done| done.count == before && !done.missed)
                .unwrap_or_else(PoisonError::into_inner);
            done = now;
            if waited.timed_out() && done.count == before {
                done.missed = true;
                found(stuck_behind(item, before, self.others));
            }
        }
        drop(done);
        self.waited.keep();
        span.end();
    }
}

/// What is said when others wait behind work that is slow; also by the gate.
pub(crate) fn stuck_behind(item: &str, done: usize, others: usize) -> report::Finding {
    finding(
        Kind::NotConcurrent,
        format!(
            "while `{item}` took its time, {} done",
            only(done, format_args!("the other {others}"))
        ),
        "some work waits behind work that is slow, though somebody else had time for it",
        "when is it decided who does which piece?",
    )
}

/// Which thread began which piece of work. Who has begun another piece is done with
/// the one before, and with whatever the answer does with its result: so a piece
/// can be made to end after another one, for sure.
///
/// In the work that a hidden test hands to the exercise: each piece calls
/// [`Trail::begins`], and one that is to be late calls [`Trail::waits_until_after`].
#[derive(Debug, Default)]
pub struct Trail {
    begun: Mutex<Vec<(usize, ThreadId)>>,
    in_vain: AtomicBool,
}

impl Trail {
    /// Nothing was begun.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// This thread begins `piece`.
    pub fn begins(&self, piece: usize) {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.push((piece, thread::current().id()));
    }

    /// Wait until the thread that began `piece` has begun another one. If it does
    /// not within a second, nobody waits any more; the answer is not refused.
    pub fn waits_until_after(&self, piece: usize) {
        let over = || self.in_vain.load(Ordering::SeqCst) || self.went_on(piece);
        if !comes_true(PATIENCE, over) {
            self.in_vain.store(true, Ordering::SeqCst);
        }
    }

    fn went_on(&self, piece: usize) -> bool {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let mut from = begun.iter().skip_while(|(other, _)| *other != piece);
        let first = from.next();
        first.is_some_and(|(_, thread)| from.any(|(_, other)| other == thread))
    }
}

/// `condition` comes true while `item` is under way: what the exercise shares is
/// free for others meanwhile. Right answers may hold it for a moment. If it does
/// not come true within a second, the answer is refused; this call returns all
/// the same:
///
/// `is_free_during("the work", "the cache", || cache.try_lock().is_ok())`
pub fn is_free_during(item: &str, what: &str, condition: impl Fn() -> bool) {
    let span = Span::doing(Activity::Blocking, item);
    if !comes_true(PATIENCE, condition) {
        found(finding(
            Kind::NotConcurrent,
            format!("{what} was held all the time while `{item}` was under way"),
            "nobody else can get at it, and work that needs it waits for this one",
            "what is held while the slow work is done, and until where?",
        ));
    }
    span.end();
}

/// Whether `condition` comes true within `patience`. One that is true costs
/// nothing; one that is not is asked again and again.
pub fn comes_true(patience: Duration, condition: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    loop {
        if condition() {
            return true;
        }
        if begun.elapsed() >= patience {
            return false;
        }
        thread::sleep(ms(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::sync::atomic::AtomicUsize;

    /// Eight items on two threads, of which item 0 is slow.
    fn share(take: impl Fn(usize, &AtomicUsize) -> Vec<usize> + Sync) {
        let (next, slow) = (AtomicUsize::new(0), Straggler::behind(7));
        thread::scope(|scope| {
            for thread in 0..2 {
                let (next, slow, take) = (&next, &slow, &take);
                scope.spawn(move || {
                    loop {
                        let items = take(thread, next);
                        for item in &items {
                            match item {
                                0 => slow.waits("item 0"),
                                _ => slow.is_done(),
                            }
                        }
                        if items.is_empty() {
                            return;
                        }
                    }
                });
            }
        });
    }

    #[test]
    fn who_has_time_takes_the_next_one() {
        accepts(|| {
            share(|_, next| {
                let item = next.fetch_add(1, Ordering::SeqCst);
                (0..8).filter(|known| *known == item).collect()
            });
        });
    }

    #[test]
    fn items_that_are_dealt_out_beforehand_wait_behind_the_slow_one() {
        let observed = "only 4 of the other 7 were done";
        refuses(Kind::NotConcurrent, observed, || {
            let dealt = [AtomicBool::new(false), AtomicBool::new(false)];
            share(
                |thread, _| match dealt[thread].swap(true, Ordering::SeqCst) {
                    false => (thread * 4..thread * 4 + 4).collect(),
                    true => Vec::new(),
                },
            );
        });
    }

    #[test]
    fn a_piece_ends_after_another_one_is_done_with() {
        let (trail, list) = (Trail::new(), Mutex::new(Vec::new()));
        let push = |piece| {
            list.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(piece)
        };
        thread::scope(|scope| {
            scope.spawn(|| {
                trail.begins(0);
                trail.waits_until_after(1);
                push(0);
            });
            scope.spawn(|| {
                trail.begins(1);
                push(1);
                trail.begins(2);
            });
        });
        assert_eq!(list.into_inner().ok(), Some(vec![1, 0]));
    }

    #[test]
    fn who_waits_in_vain_for_another_piece_goes_on() {
        let trail = Trail::new();
        trail.begins(0);
        accepts(|| (0..3).for_each(|_| trail.waits_until_after(1)));
        assert!(trail.in_vain.load(Ordering::SeqCst));
    }

    #[test]
    fn what_is_held_for_a_moment_is_free() {
        let cache = Mutex::new(());
        accepts(|| {
            thread::scope(|scope| {
                scope.spawn(|| drop(cache.lock()));
                is_free_during("the work", "the cache", || cache.try_lock().is_ok());
            });
        });
    }

    #[test]
    fn what_is_held_all_the_time_is_refused() {
        let cache = Mutex::new(());
        refuses(
            Kind::NotConcurrent,
            "the cache was held all the time",
            || {
                let _held = cache.lock();
                is_free_during("the work", "the cache", || cache.try_lock().is_ok());
            },
        );
    }
}
