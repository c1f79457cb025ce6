//! A future that is polled by hand.

use crate::refusal::{finding, refuse};
use report::Kind;
use std::pin::Pin;
use std::task::Poll;
use tokio_test::task::{Spawn, spawn};

/// Polls a future step by step, as a task would, and sees whether it arranges to
/// be woken.
#[derive(Debug)]
pub struct PollScript<F> {
    future: Spawn<Pin<Box<F>>>,
    polls: usize,
}

impl<F: Future> PollScript<F> {
    /// Nothing is polled yet.
    #[must_use]
    pub fn of(future: F) -> Self {
        Self::of_pinned(Box::pin(future), 0)
    }

    fn of_pinned(future: Pin<Box<F>>, polls: usize) -> Self {
        let future = spawn(future);
        Self { future, polls }
    }

    /// Poll once, and see for yourself.
    pub fn poll(&mut self) -> Poll<F::Output> {
        self.polls += 1;
        self.future.poll()
    }

    /// Poll once: it is not ready.
    pub fn is_pending(&mut self) {
        if self.poll().is_ready() {
            refuse(too_early(self.polls));
        }
    }

    /// Poll once: it is ready, with this value.
    pub fn is_ready(&mut self) -> F::Output {
        match self.poll() {
            Poll::Ready(output) => output,
            Poll::Pending => refuse(not_ready(self.polls)),
        }
    }

    /// It asked to be polled again since the last poll.
    pub fn is_woken(&self) {
        if !self.future.is_woken() {
            refuse(not_woken(self.polls));
        }
    }

    /// It did not ask to be polled again since the last poll.
    pub fn is_not_woken(&self) {
        if self.future.is_woken() {
            refuse(woken(self.polls));
        }
    }

    /// How often it was polled.
    #[must_use]
    pub fn polls(&self) -> usize {
        self.polls
    }

    /// Move the future to another task, whose waker is another one.
    #[must_use]
    pub fn moved_to_another_task(self) -> Self {
        Self::of_pinned(self.future.into_inner(), self.polls)
    }
}

fn too_early(polls: usize) -> report::Finding {
    finding(
        Kind::WrongResult,
        format!("poll {polls} returned `Ready`, expected `Pending`"),
        "the future says that it is done before it is",
        "what has to have happened before it may be ready?",
    )
}

fn not_ready(polls: usize) -> report::Finding {
    finding(
        Kind::WrongResult,
        format!("poll {polls} returned `Pending`, expected `Ready`"),
        "the future does not notice that it is done",
        "what does each poll change, and what does it compare?",
    )
}

fn not_woken(polls: usize) -> report::Finding {
    finding(
        Kind::Hangs,
        format!("after poll {polls} returned `Pending`, the waker of its task was not called"),
        "nobody will poll this future again, so it waits for ever",
        "which waker has to be called, and who holds it?",
    )
}

fn woken(polls: usize) -> report::Finding {
    finding(
        Kind::WrongResult,
        format!("after poll {polls} the waker was called although nothing had happened"),
        "the task is polled again for nothing, and burns the processor",
        "when is there a reason to call the waker?",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::future::{pending, ready};

    #[test]
    fn a_future_that_yields_once_is_woken_and_then_ready() {
        accepts(|| {
            let mut script = PollScript::of(async {
                tokio::task::yield_now().await;
                7
            });
            script.is_pending();
            script.is_woken();
            assert_eq!(script.is_ready(), 7);
        });
    }

    #[test]
    fn pending_without_a_wake_is_refused() {
        refuses(Kind::Hangs, "after poll 1", || {
            let mut script = PollScript::of(pending::<()>());
            script.is_pending();
            script.is_woken();
        });
    }

    #[test]
    fn ready_at_once_is_refused() {
        refuses(Kind::WrongResult, "poll 1 returned `Ready`", || {
            PollScript::of(ready(())).is_pending();
        });
    }

    #[test]
    fn a_wake_for_nothing_is_refused() {
        accepts(|| {
            let mut script = PollScript::of(pending::<()>());
            script.is_pending();
            script.is_not_woken();
        });
        refuses(
            Kind::WrongResult,
            "after poll 1 the waker was called",
            || {
                let mut script = PollScript::of(tokio::task::yield_now());
                script.is_pending();
                script.is_not_woken();
            },
        );
    }

    #[test]
    fn a_future_that_does_not_notice_its_end_is_refused() {
        refuses(Kind::WrongResult, "poll 2 returned `Pending`", || {
            let mut script = PollScript::of(pending::<()>());
            script.is_pending();
            script.is_ready();
        });
    }

    #[test]
    fn polls_are_counted_wherever_the_future_is() {
        let mut script = PollScript::of(pending::<()>());
        assert_eq!(script.polls(), 0);
        assert!(script.poll().is_pending());
        let mut script = script.moved_to_another_task();
        assert!(script.poll().is_pending());
        assert_eq!(script.polls(), 2);
    }

    /// Wakes the task that is remembered when it is told to.
    fn bell(forgets_to_look_again: bool) -> (impl FnOnce(), impl Future<Output = ()>) {
        use std::sync::{Arc, Mutex};
        use std::task::Waker;

        let waker: Arc<Mutex<Option<Waker>>> = Arc::default();
        let rung = waker.clone();
        let ring = move || {
            if let Some(waker) = rung.lock().ok().and_then(|mut waker| waker.take()) {
                waker.wake();
            }
        };
        let hear = std::future::poll_fn(move |context| {
            let mut known = waker.lock().expect("nobody panics with it");
            if known.is_none() || !forgets_to_look_again {
                *known = Some(context.waker().clone());
            }
            Poll::Pending
        });
        (ring, hear)
    }

    #[test]
    fn the_waker_of_a_task_that_is_gone_is_refused() {
        let moves = |forgets| {
            let (ring, hear) = bell(forgets);
            let mut script = PollScript::of(hear);
            script.is_pending();
            let mut script = script.moved_to_another_task();
            script.is_pending();
            ring();
            script.is_woken();
        };
        accepts(|| moves(false));
        refuses(Kind::Hangs, "after poll 2", || moves(true));
    }
}
