//! Blocking work that can end only while the runtime goes on.

use crate::obligation::Obligation;
use crate::refusal::{finding, found};
use crate::thread_watch::ThreadWatch;
use instrument::observe::Span;
use lab::ms;
use report::{Activity, Finding, Kind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// Work that a hidden test hands to the exercise, and that blocks until a task
/// of the runtime has had its turn meanwhile:
///
/// ```
/// # use proof::prelude::*;
/// # mod exercise {
/// #     pub async fn checksum(work: impl FnOnce() -> u64 + Send + 'static) -> u64 {
/// #         tokio::task::spawn_blocking(work).await.unwrap()
/// #     }
/// # }
/// real_time(async || {
///     let runtime = Liveness::of_this_runtime();
///     let sum = exercise::checksum(move || {
///         runtime.goes_on_during("checksum");
///         42
///     });
///     equal("the checksum", sum.await, 42);
/// });
/// ```
///
/// A right answer waits for nothing. Work on the only thread of the runtime is
/// refused at once; one that holds it up from another thread, after a second.
/// Clones watch the same runtime. Use it in [`crate::real_time`]: a virtual clock
/// jumps while threads work.
#[derive(Debug, Clone)]
pub struct Liveness(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    questions: UnboundedSender<mpsc::Sender<()>>,
    answers: JoinHandle<()>,
    /// The thread that the runtime runs on, where there is only one.
    only_thread: Option<ThreadId>,
    watch: ThreadWatch,
    patience: Duration,
    /// Somebody waited in vain: nobody waits any more.
    missed: AtomicBool,
    called: Obligation,
}

impl Liveness {
    /// Watch the runtime that this is called in.
    #[must_use]
    pub fn of_this_runtime() -> Self {
        Self::patient(ms(1_000))
    }

    fn patient(patience: Duration) -> Self {
        let (questions, mut asked) = unbounded_channel::<mpsc::Sender<()>>();
        let answers = tokio::spawn(async move {
            while let Some(reply) = asked.recv().await {
                // Who does not wait any more was missed already.
                let _ = reply.send(());
            }
        });
        let flavor = Handle::current().runtime_flavor();
        let one = flavor == RuntimeFlavor::CurrentThread;
        Self(Arc::new(Inner {
            questions,
            answers,
            only_thread: one.then(|| thread::current().id()),
            watch: ThreadWatch::this_thread(),
            patience,
            missed: AtomicBool::new(false),
            called: Obligation::to_call("the work that blocks"),
        }))
    }

    /// Block as `item` until a task of the runtime had its turn. If it has none,
    /// the answer is refused; this call returns all the same.
    pub fn goes_on_during(&self, item: &str) {
        let span = Span::doing(Activity::Blocking, item);
        let inner = &self.0;
        if inner.only_thread == Some(thread::current().id()) {
            inner.miss(item, "on the only thread of the runtime");
        } else if !inner.missed.load(Ordering::SeqCst) && !inner.answers_in_time() {
            inner.miss(item, "while the runtime stood still");
        }
        inner.called.keep();
        span.end();
    }
}

impl Inner {
    /// Whether a task got its turn. On a busy machine the thread of the runtime
    /// may have to wait for a processor: that is no fault of the answer.
    fn answers_in_time(&self) -> bool {
        let (reply, token) = mpsc::channel();
        if self.questions.send(reply).is_err() {
            return true;
        }
        let mut starved = self.starved();
        for _ in 0..4 {
            match token.recv_timeout(self.patience) {
                Ok(()) => return true,
                // The runtime is gone, and with it what could be held up.
                Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = self.starved();
            if now.saturating_sub(starved) < self.patience / 4 {
                return false;
            }
            starved = now;
        }
        false
    }

    fn starved(&self) -> Duration {
        let times = self.watch.times();
        times.map(|times| times.starved).unwrap_or_default()
    }

    fn miss(&self, item: &str, how: &str) {
        if !self.missed.swap(true, Ordering::SeqCst) {
            found(held_up(item, how));
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.answers.abort();
    }
}

fn held_up(item: &str, how: &str) -> Finding {
    finding(
        Kind::BlocksRuntime,
        format!("`{item}` ran {how}: no other task could do anything meanwhile"),
        "work that does not yield holds the thread that everything else has to run on",
        "on which thread does the slow work run, and who waits for it in which way?",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use crate::{on_workers, real_time};
    use std::time::Instant;
    use tokio::sync::oneshot;
    use tokio::task::{block_in_place, spawn_blocking, yield_now};

    type Work = Box<dyn FnOnce() + Send>;

    fn checksum(answer: impl AsyncFnOnce(Work)) {
        real_time(async || {
            let runtime = Liveness::patient(ms(200));
            answer(Box::new(move || runtime.goes_on_during("checksum"))).await;
        });
    }

    #[test]
    fn work_on_another_thread_is_accepted_without_waiting() {
        let begun = Instant::now();
        accepts(|| checksum(async |work| spawn_blocking(work).await.expect("no panic")));
        accepts(|| {
            checksum(async |work| {
                let (done, ready) = oneshot::channel();
                thread::spawn(move || {
                    work();
                    done.send(())
                });
                ready.await.expect("it is sent");
            });
        });
        assert!(begun.elapsed() < ms(1_000), "{:?}", begun.elapsed());
    }

    #[test]
    fn work_on_the_thread_of_the_runtime_is_refused_at_once() {
        let only_thread = "on the only thread of the runtime";
        refuses(Kind::BlocksRuntime, only_thread, || {
            checksum(async |work| work());
        });
        refuses(Kind::BlocksRuntime, only_thread, || {
            checksum(async |work| {
                yield_now().await;
                work();
            });
        });
        refuses(Kind::BlocksRuntime, only_thread, || {
            checksum(async |work| tokio::spawn(async { work() }).await.expect("no panic"));
        });
    }

    #[test]
    fn a_runtime_that_waits_for_the_thread_is_refused() {
        refuses(Kind::BlocksRuntime, "while the runtime stood still", || {
            checksum(async |work| thread::spawn(work).join().expect("no panic"));
        });
    }

    #[test]
    fn a_worker_that_is_given_away_is_accepted() {
        accepts(|| {
            on_workers(2, async || {
                let runtime = Liveness::of_this_runtime();
                let work = async move { block_in_place(|| runtime.goes_on_during("checksum")) };
                tokio::spawn(work).await.expect("no panic");
            });
        });
    }
}
