//! A place that only work which overlaps can leave together.

use crate::obligation::Obligation;
use crate::refusal::{finding, found};
use instrument::observe::Span;
use lab::ms;
use report::{Activity, Kind, only};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// *n* threads have to be here at the same time. A right answer passes as soon
/// as the last one arrives; a wrong one pays with the patience, once.
///
/// It blocks: futures on one thread need an [`crate::AsyncRendezvous`]. Where
/// nobody comes at all, the answer is refused when the test ends.
#[derive(Debug)]
pub struct Rendezvous {
    size: usize,
    patience: Duration,
    state: Mutex<State>,
    everyone: Condvar,
    met: Obligation,
}

#[derive(Debug, Default)]
struct State {
    here: usize,
    /// All were here once, or somebody waited in vain: nobody waits any more.
    open: bool,
}

impl Rendezvous {
    /// For `size` threads.
    #[must_use]
    pub fn of(size: usize) -> Self {
        Self {
            size,
            patience: ms(1_000),
            state: Mutex::default(),
            everyone: Condvar::new(),
            met: never_met(size),
        }
    }

    /// Wait so long for the others, instead of one second.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Arrive as `item`, and wait for the others. If they do not come, the
    /// answer is refused; this call returns all the same.
    pub fn arrive(&self, item: &str) {
        let span = Span::doing(Activity::Blocking, item);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.here += 1;
        if state.here >= self.size {
            state.open = true;
            self.met.keep();
            self.everyone.notify_all();
        }
        let (mut state, _) = self
            .everyone
            .wait_timeout_while(state, self.patience, |state| !state.open)
            .unwrap_or_else(PoisonError::into_inner);
        if !state.open {
            state.open = true;
            self.everyone.notify_all();
            found(missed(item, state.here, self.size));
        }
        state.here -= 1;
        drop(state);
        span.end();
    }
}

/// A promise that `size` of them meet; also for the rendezvous of futures.
pub(crate) fn never_met(size: usize) -> Obligation {
    Obligation::or_else(finding(
        Kind::NotStarted,
        format!("the test has ended, and the work that {size} have to be in at once was not done"),
        "what should have overlapped was left out",
        "who calls the work, and on which way through the code does nobody?",
    ))
}

/// What is said when too few came; also by the rendezvous of futures.
pub(crate) fn missed(item: &str, here: usize, size: usize) -> report::Finding {
    finding(
        Kind::NotConcurrent,
        format!(
            "`{item}` waited for the others, but {} under way at once",
            only(here, size)
        ),
        "the others start only when this one has ended",
        "what is waited for before everything is started?",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::thread;

    #[test]
    fn threads_that_overlap_pass() {
        accepts(|| {
            let meet = Rendezvous::of(3);
            thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| meet.arrive("part"));
                }
            });
        });
    }

    #[test]
    fn threads_that_are_joined_one_by_one_are_refused() {
        refuses(Kind::NotConcurrent, "only 1 of 3", || {
            let meet = Rendezvous::of(3).patience(ms(50));
            for _ in 0..3 {
                thread::scope(|scope| {
                    scope.spawn(|| meet.arrive("part"));
                });
            }
        });
    }

    #[test]
    fn a_thread_that_never_comes_is_missed() {
        refuses(
            Kind::NotConcurrent,
            "`part` waited for the others, but only 2 of 3",
            || {
                let meet = Rendezvous::of(3);
                thread::scope(|scope| {
                    for _ in 0..2 {
                        scope.spawn(|| meet.arrive("part"));
                    }
                });
            },
        );
    }

    #[test]
    fn once_they_have_met_nobody_waits() {
        accepts(|| {
            let meet = Rendezvous::of(1).patience(Duration::MAX);
            meet.arrive("first");
            meet.arrive("second");
        });
    }
}
