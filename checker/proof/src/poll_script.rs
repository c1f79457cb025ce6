//! A future that is polled by hand.

mod words;

#[cfg(test)]
mod tests;

use crate::held::Polling;
use crate::refusal::refuse;
use crate::step::{Held, held_at};
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

/// When something happens in the middle of a poll.
#[derive(Debug, Clone, Copy)]
enum When {
    TheWakerIsTaken,
    /// Before the atomic operation of this number.
    Before(usize),
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
        let _polling = Polling::thread();
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

    /// In the middle of its first poll, another thread does what the future waits for,
    /// and the future notices: it is ready, or it is woken and ready with the next poll.
    /// `make` makes a future, and what the other thread does.
    ///
    /// `PollScript::notices(|| { let event = Event::new(); (event.wait(), move || event.set()) })`
    ///
    /// This is tried at each moment, with a future of its own: when the future takes its
    /// waker, before each of its atomic operations, and after the poll. A future that
    /// looked before that has to look again, or to hold a lock.
    ///
    /// A poll that holds the lock which the other thread needs costs some milliseconds
    /// for each of its operations.
    pub fn notices<M>(make: impl Fn() -> (F, M))
    where
        M: FnOnce() + Send + 'static,
    {
        /// A poll has some dozens.
        const MOST: usize = 200;
        let tried = |when| {
            let (future, meanwhile) = make();
            Self::of(future).comes_to_notice(when, meanwhile)
        };
        tried(When::TheWakerIsTaken);
        for operation in 0..MOST {
            if tried(When::Before(operation)) == Held::Never {
                return;
            }
        }
    }

    fn comes_to_notice(mut self, when: When, meanwhile: impl FnOnce() + Send + 'static) -> Held {
        self.polls += 1;
        let waker = self.task.enter(|context, _| context.waker().clone());
        let moment = WorstMoment::of(waker.clone(), meanwhile);
        let future = self.future.as_mut();
        let (polled, held) = {
            let _watchdog = Watchdog::start(Watched::Poll(self.polls), PATIENCE);
            let _polling = Polling::thread();
            match when {
                When::TheWakerIsTaken => (moment.poll(future), Held::Once),
                When::Before(operation) => {
                    let poll = || future.poll(&mut Context::from_waker(&waker));
                    held_at(operation, || moment.comes(), poll)
                }
            }
        };
        moment.is_over();
        match polled {
            Poll::Ready(_) => {}
            Poll::Pending if self.task.is_woken() => drop(self.is_ready()),
            Poll::Pending => refuse(words::unnoticed(self.polls, when, held)),
        }
        held
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
