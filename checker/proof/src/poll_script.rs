//! A future that is polled by hand.

mod words;

#[cfg(test)]
mod tests;

use crate::refusal::refuse;
use crate::watchdog::{Watchdog, Watched};
use crate::worst_moment::WorstMoment;
use lab::ms;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio_test::task::{Spawn, spawn};

/// Polls a future step by step, as a task would, and sees whether it arranges to
/// be woken. A poll that does not return ends the test.
#[derive(Debug)]
pub struct PollScript<F> {
    future: Pin<Box<F>>,
    /// The task that polls it; its waker is all that matters.
    task: Spawn<()>,
    /// Tasks that polled it before.
    left: Vec<Spawn<()>>,
    polls: usize,
}

/// A poll that has not returned by then will not.
const PATIENCE: Duration = ms(1_000);

impl<F: Future> PollScript<F> {
    /// Nothing is polled yet.
    #[must_use]
    pub fn of(future: F) -> Self {
        Self {
            future: Box::pin(future),
            task: spawn(()),
            left: Vec::new(),
            polls: 0,
        }
    }

    /// Poll once, and see for yourself.
    pub fn poll(&mut self) -> Poll<F::Output> {
        self.polls += 1;
        let _watchdog = Watchdog::start(Watched::Poll(self.polls), PATIENCE);
        let future = self.future.as_mut();
        self.task.enter(|context, _| future.poll(context))
    }

    /// Poll once: it is not ready.
    pub fn is_pending(&mut self) {
        if self.poll().is_ready() {
            refuse(words::too_early(self.polls));
        }
    }

    /// Poll once: it is ready, with this value.
    pub fn is_ready(&mut self) -> F::Output {
        match self.poll() {
            Poll::Ready(output) => output,
            Poll::Pending => refuse(words::not_ready(self.polls)),
        }
    }

    /// It asked to be polled again since the last poll.
    pub fn is_woken(&self) {
        if !self.task.is_woken() {
            refuse(words::not_woken(self.polls));
        }
    }

    /// It did not ask to be polled again since the last poll.
    pub fn is_not_woken(&self) {
        if self.task.is_woken() {
            refuse(words::woken(self.polls));
        }
    }

    /// It woke the task that polled it last, and none of those that polled it
    /// before they lost it: see [`PollScript::moved_to_another_task`].
    pub fn only_the_last_task_is_woken(&self) {
        self.is_woken();
        if self.left.iter().any(Spawn::is_woken) {
            refuse(words::former_task_woken());
        }
    }

    /// Poll once, and let another thread call `meanwhile` at the worst moment:
    /// in the middle of the poll, when the future takes its waker. A future that
    /// looked before that has to look again, or to hold a lock: it is ready now,
    /// or it is woken and ready with the next poll.
    ///
    /// A poll that holds the lock which `meanwhile` needs costs a few
    /// milliseconds.
    pub fn notices(&mut self, meanwhile: impl FnOnce() + Send + 'static) -> F::Output {
        self.polls += 1;
        let waker = self.task.enter(|context, _| context.waker().clone());
        let moment = WorstMoment::of(waker, meanwhile);
        let polled = {
            let _watchdog = Watchdog::start(Watched::Poll(self.polls), PATIENCE);
            moment.poll(self.future.as_mut())
        };
        moment.is_over();
        match polled {
            Poll::Ready(output) => output,
            Poll::Pending if self.task.is_woken() => self.is_ready(),
            Poll::Pending => refuse(words::unnoticed(self.polls)),
        }
    }

    /// How often it was polled.
    #[must_use]
    pub fn polls(&self) -> usize {
        self.polls
    }

    /// Move the future to another task, whose waker is another one.
    #[must_use]
    pub fn moved_to_another_task(mut self) -> Self {
        // What it was woken for before is over.
        let mut task = std::mem::replace(&mut self.task, spawn(()));
        task.enter(|_: &mut Context<'_>, _| ());
        self.left.push(task);
        self
    }
}
