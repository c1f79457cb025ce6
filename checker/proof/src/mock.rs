//! A future in the hands of a test.

use crate::channel;
use crate::refusal::{Refused, finding, refuse};
use lab::ms;
use report::Kind;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Decides when its future is ready, and sees how it is polled. Clones are
/// handles on the same future. Any thread may use them.
#[derive(Debug)]
pub struct Mock<T> {
    shared: Arc<Shared<T>>,
}

/// The future of a [`Mock`]: it is ready when the test says so. Polled after
/// that, it refuses the answer.
#[derive(Debug)]
pub struct MockFuture<T> {
    shared: Arc<Shared<T>>,
}

#[derive(Debug)]
struct Shared<T> {
    name: String,
    state: Mutex<State<T>>,
    polled: Condvar,
}

#[derive(Debug)]
struct State<T> {
    output: Option<T>,
    waker: Option<Waker>,
    polls: usize,
    life: Life,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    /// Not ready yet.
    Waits,
    /// It has given its output.
    Done,
    /// It was dropped.
    Dropped,
}

/// How long a test waits for a poll on another thread.
const PATIENCE: Duration = ms(2_000);

impl<T> Mock<T> {
    /// A future that findings call `name`, and the handle on it.
    #[must_use]
    pub fn new(name: &str) -> (Self, MockFuture<T>) {
        let shared = Arc::new(Shared {
            name: name.to_owned(),
            state: Mutex::new(State {
                output: None,
                waker: None,
                polls: 0,
                life: Life::Waits,
            }),
            polled: Condvar::new(),
        });
        let future = MockFuture {
            shared: shared.clone(),
        };
        (Self { shared }, future)
    }

    /// It is ready with `output` from the next poll on, and its task is woken.
    pub fn finish(&self, output: T) {
        self.shared.state().output = Some(output);
        self.wake();
    }

    /// Its task is woken, whether or not there is something new.
    pub fn wake(&self) {
        if let Some(waker) = self.waker() {
            waker.wake();
        }
    }

    /// The waker of the last poll; `None` before the first.
    #[must_use]
    pub fn waker(&self) -> Option<Waker> {
        self.shared.state().waker.clone()
    }

    /// How often it was polled.
    #[must_use]
    pub fn polls(&self) -> usize {
        self.shared.state().polls
    }

    /// It was polled `n` times by now, and `why` says what for.
    pub fn polls_are(&self, n: usize, why: &str) {
        let polls = self.polls();
        if polls != n {
            refuse(other_polls(&self.shared.name, polls, n, why));
        }
    }

    /// Wait until another thread has polled it `n` times, and no more.
    pub fn is_polled(&self, n: usize, why: &str) {
        let state = self.shared.state();
        let waiting = self
            .shared
            .polled
            .wait_timeout_while(state, PATIENCE, |state| state.polls < n);
        let (state, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        let polls = state.polls;
        drop(state);
        if polls < n {
            refuse(never_polled(&self.shared.name, polls, n, why));
        }
        self.polls_are(n, why);
    }

    /// It does not exist any more, whether or not it was ready.
    pub fn is_dropped(&self) {
        if self.shared.state().life != Life::Dropped {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "`{}` has not been dropped, and nobody needs it any more",
                    self.shared.name
                ),
                "a future that is kept keeps everything that it owns",
                "who owns the future, and when is that dropped?",
            ));
        }
    }

    /// It exists.
    pub fn is_kept(&self) {
        if self.shared.state().life == Life::Dropped {
            refuse(dropped(&self.shared.name));
        }
    }
}

impl<T> Clone for Mock<T> {
    fn clone(&self) -> Self {
        let shared = self.shared.clone();
        Self { shared }
    }
}

impl<T> Future for MockFuture<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut state = self.shared.state();
        state.polls += 1;
        let life = state.life;
        let output = state.output.take();
        state.waker = Some(context.waker().clone());
        if output.is_some() {
            state.life = Life::Done;
        }
        drop(state);
        self.shared.polled.notify_all();
        if life == Life::Done {
            polled_again(&self.shared.name);
        }
        output.map_or(Poll::Pending, Poll::Ready)
    }
}

impl<T> Drop for MockFuture<T> {
    fn drop(&mut self) {
        self.shared.state().life = Life::Dropped;
    }
}

impl<T> Shared<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn polled_again(name: &str) -> ! {
    if channel::refused() {
        resume_unwind(Box::new(Refused));
    }
    refuse(finding(
        Kind::WrongResult,
        format!("`{name}` was polled again after it had been ready"),
        "a future that is done has nothing more to give; most of them panic then",
        "where is it remembered that this one is done?",
    ))
}

fn other_polls(name: &str, polls: usize, want: usize, why: &str) -> report::Finding {
    let observed = format!(
        "`{name}` was polled {}, expected {want}: {why}",
        times(polls)
    );
    if polls > want {
        finding(
            Kind::BusyWaits,
            observed,
            "a poll without a reason finds nothing new, and costs time",
            "what is the reason for each poll?",
        )
    } else {
        finding(
            Kind::NotConcurrent,
            observed,
            "a future makes no progress while nobody polls it",
            "what is waited for before this future gets its turn?",
        )
    }
}

fn never_polled(name: &str, polls: usize, want: usize, why: &str) -> report::Finding {
    finding(
        Kind::Hangs,
        format!(
            "`{name}` was polled {}, expected {want}: {why}",
            times(polls)
        ),
        "the wake-up is lost, and nothing else will come",
        "what does the waker change, and who looks at that?",
    )
}

fn dropped(name: &str) -> report::Finding {
    finding(
        Kind::TooEarly,
        format!("`{name}` was dropped before it was done"),
        "a future that is dropped never goes on",
        "who owns the future between two polls?",
    )
}

/// `once`, `3 times`
fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PollScript;
    use crate::refusal::{accepts, refuses};
    use std::thread;

    #[test]
    fn it_is_ready_when_the_test_says_so() {
        accepts(|| {
            let (mock, future) = Mock::new("tea");
            let mut script = PollScript::of(future);
            mock.polls_are(0, "nobody has polled yet");
            script.is_pending();
            script.is_not_woken();
            mock.finish(7);
            script.is_woken();
            assert_eq!(script.is_ready(), 7);
            mock.polls_are(2, "a poll before and one after it was done");
            mock.is_kept();
            drop(script);
            mock.is_dropped();
        });
    }

    #[test]
    fn a_poll_too_many_and_one_too_few_are_refused() {
        let polls = |n| {
            let (mock, future) = Mock::<()>::new("tea");
            PollScript::of(future).is_pending();
            mock.polls_are(n, "once at the start");
        };
        refuses(Kind::BusyWaits, "was polled once, expected 0", || polls(0));
        accepts(|| polls(1));
        refuses(Kind::NotConcurrent, "was polled once, expected 2", || {
            polls(2);
        });
    }

    #[test]
    fn a_poll_after_the_end_is_refused() {
        refuses(Kind::WrongResult, "polled again after", || {
            let (mock, future) = Mock::new("tea");
            let mut script = PollScript::of(future);
            mock.finish(7);
            script.is_ready();
            let _ = script.poll();
        });
    }

    #[test]
    fn what_is_kept_and_what_is_dropped_is_known() {
        refuses(Kind::Leaks, "has not been dropped", || {
            let (mock, _future) = Mock::<()>::new("tea");
            mock.is_dropped();
        });
        refuses(Kind::TooEarly, "was dropped before", || {
            let (mock, future) = Mock::<()>::new("tea");
            drop(future);
            mock.is_kept();
        });
    }

    #[test]
    fn a_poll_on_another_thread_is_waited_for() {
        accepts(|| {
            let (mock, future) = Mock::<()>::new("tea");
            let poller = thread::spawn(|| PollScript::of(future).is_pending());
            mock.is_polled(1, "once at the start");
            assert!(poller.join().is_ok());
        });
    }
}
