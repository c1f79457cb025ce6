//! The threads that do the work, and the runtimes that they do it in.

use crate::refusal::{finding, refuse};
use lab::ms;
use report::{Count, Finding, Kind};
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::runtime::{self, Handle};

/// Who came by: the work of a hidden test calls [`Crew::comes_by`], and the test
/// sees which threads did it, how many of them were alive at once, and in which
/// runtimes. Clones count together.
///
/// A thread counts as alive from its first visit until it ends; a thread of a
/// pool lives as long as the pool.
#[derive(Debug, Clone, Default)]
pub struct Crew(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    seen: Mutex<Seen>,
    gone: Condvar,
}

#[derive(Debug, Default)]
struct Seen {
    threads: HashSet<ThreadId>,
    runtimes: HashSet<runtime::Id>,
    alive: usize,
    peak: usize,
}

thread_local! {
    /// Dropped when the thread ends.
    static VISITS: RefCell<Vec<Visit>> = const { RefCell::new(Vec::new()) };
}

struct Visit(Arc<Shared>);

impl Drop for Visit {
    fn drop(&mut self) {
        self.0.seen().alive -= 1;
        self.0.gone.notify_all();
    }
}

impl Crew {
    /// How long the last threads may take to end.
    const PATIENCE: Duration = ms(1_000);

    /// Nobody came by yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// This thread works here, and the runtime that it is in, if it is in one.
    pub fn comes_by(&self) {
        let mut seen = self.0.seen();
        if let Ok(handle) = Handle::try_current() {
            seen.runtimes.insert(handle.id());
        }
        if seen.threads.insert(thread::current().id()) {
            seen.alive += 1;
            seen.peak = seen.peak.max(seen.alive);
            drop(seen);
            let visit = Visit(Arc::clone(&self.0));
            VISITS.with_borrow_mut(|visits| visits.push(visit));
        }
    }

    /// How many threads came by in all.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.0.seen().threads.len()
    }

    /// How many of them were alive at the same time, at most.
    #[must_use]
    pub fn peak(&self) -> usize {
        self.0.seen().peak
    }

    /// How many of them are still alive.
    #[must_use]
    pub fn alive(&self) -> usize {
        self.0.seen().alive
    }

    /// `n` threads did the work in all, not fewer and not more.
    pub fn threads_are(&self, n: usize) {
        let got = self.threads();
        if got != n {
            refuse(other_number("did the work", got, n));
        }
    }

    /// Never more than `n` of the threads were alive at once.
    pub fn peak_at_most(&self, n: usize) {
        let peak = self.peak();
        if peak > n {
            refuse(other_number("existed at once", peak, n));
        }
    }

    /// The thread that makes this claim did none of the work.
    pub fn this_thread_did_nothing(&self) {
        if self.0.seen().threads.contains(&thread::current().id()) {
            refuse(finding(
                Kind::WrongThread,
                "the thread that asked for the work did some of it itself".to_owned(),
                "whoever asks has to be free for something else meanwhile",
                "which thread calls the work?",
            ));
        }
    }

    /// Every thread that worked has ended. A thread of a pool that is gone needs
    /// a moment; it gets it.
    pub fn all_ended(&self) {
        let own = usize::from(self.0.seen().threads.contains(&thread::current().id()));
        let (seen, _) = (self.0.gone)
            .wait_timeout_while(self.0.seen(), Self::PATIENCE, |seen| seen.alive > own)
            .unwrap_or_else(PoisonError::into_inner);
        let left = seen.alive - own;
        drop(seen);
        if left > 0 {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "{} that worked {} not ended",
                    Count(left, "thread"),
                    if left == 1 { "has" } else { "have" }
                ),
                "a thread that nobody needs any more is still there",
                "what tells a thread to end, and who waits until it has?",
            ));
        }
    }

    /// The work was done in `n` different runtimes of tokio, not fewer and not
    /// more; none counts for nothing.
    pub fn runtimes_are(&self, n: usize) {
        let got = self.0.seen().runtimes.len();
        if got != n {
            refuse(finding(
                Kind::WrongThread,
                format!(
                    "the work was done in {}, expected {n}",
                    Count(got, "runtime")
                ),
                "a runtime has threads and timers of its own: making one is not for free",
                "when is a runtime made, and who keeps it?",
            ));
        }
    }
}

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn other_number(what: &str, got: usize, want: usize) -> Finding {
    let kind = match got {
        0 => Kind::NotStarted,
        _ if got < want => Kind::NotConcurrent,
        _ => Kind::TooConcurrent,
    };
    finding(
        kind,
        format!("{} {what}, expected {want}", Count(got, "thread")),
        "the work is not spread as the exercise asks for",
        "how many threads are started, and what does each of them do?",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real_time;
    use crate::refusal::{accepts, refuses};

    /// So many threads one after another, or all at once.
    fn crew(threads: usize, at_once: bool) -> Crew {
        let crew = Crew::new();
        let met = std::sync::Barrier::new(if at_once { threads } else { 1 });
        let work = |crew: &Crew| {
            crew.comes_by();
            crew.comes_by();
            met.wait();
        };
        thread::scope(|scope| {
            for _ in 0..threads {
                let thread = scope.spawn(|| work(&crew));
                if !at_once {
                    assert!(thread.join().is_ok());
                }
            }
        });
        crew
    }

    #[test]
    fn threads_are_counted_once_each() {
        accepts(|| crew(3, true).threads_are(3));
        refuses(
            Kind::NotConcurrent,
            "3 threads did the work, expected 4",
            || {
                crew(3, true).threads_are(4);
            },
        );
        refuses(
            Kind::TooConcurrent,
            "3 threads did the work, expected 2",
            || {
                crew(3, true).threads_are(2);
            },
        );
    }

    #[test]
    fn threads_that_have_ended_make_room() {
        accepts(|| crew(3, false).peak_at_most(1));
        refuses(Kind::TooConcurrent, "3 threads existed at once", || {
            crew(3, true).peak_at_most(2);
        });
    }

    #[test]
    fn a_thread_that_stays_is_refused() {
        accepts(|| crew(2, true).all_ended());
        refuses(Kind::Leaks, "1 thread that worked has not ended", || {
            let crew = Crew::new();
            let (tell, told) = std::sync::mpsc::channel::<()>();
            let (other, (here, came)) = (crew.clone(), std::sync::mpsc::channel());
            thread::spawn(move || {
                other.comes_by();
                let _ = here.send(());
                told.recv()
            });
            assert!(came.recv().is_ok());
            crew.all_ended();
            drop(tell);
        });
    }

    #[test]
    fn who_asks_for_work_is_not_who_does_it() {
        accepts(|| crew(2, true).this_thread_did_nothing());
        refuses(Kind::WrongThread, "did some of it itself", || {
            let crew = Crew::new();
            crew.comes_by();
            crew.this_thread_did_nothing();
        });
    }

    #[test]
    fn runtimes_are_told_apart() {
        let calls = |runtimes: usize| {
            let crew = Crew::new();
            for _ in 0..runtimes {
                real_time(async || {
                    crew.comes_by();
                    crew.comes_by();
                });
            }
            crew.runtimes_are(1);
        };
        accepts(|| calls(1));
        refuses(Kind::WrongThread, "in 3 runtimes, expected 1", || calls(3));
    }
}
