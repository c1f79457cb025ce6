// accepted: a node for each waiter, with an `AtomicWaker` and a flag

use futures::task::AtomicWaker;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// A lock that tasks wait for.
#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_taken: bool,
    queue: VecDeque<Arc<Waiter>>,
}

#[derive(Default)]
struct Waiter {
    has_it: AtomicBool,
    waker: AtomicWaker,
}

/// The future of [`Lock::lock`].
pub struct LockFuture<'a> {
    lock: &'a Lock,
    waiter: Option<Arc<Waiter>>,
}

/// Who has it has the lock.
pub struct Guard<'a> {
    lock: &'a Lock,
}

impl Lock {
    /// Nobody has it, and nobody waits.
    pub fn new() -> Self {
        Self::default()
    }

    /// A future that is ready with the guard.
    pub fn lock(&self) -> LockFuture<'_> {
        LockFuture {
            lock: self,
            waiter: None,
        }
    }

    /// The guard, if nobody has the lock and nobody waits for it; otherwise `None`.
    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = self.state();
        (!std::mem::replace(&mut state.is_taken, true)).then(|| Guard { lock: self })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Future for LockFuture<'a> {
    type Output = Guard<'a>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a>> {
        let lock = self.lock;
        if let Some(waiter) = &self.waiter {
            waiter.waker.register(context.waker());
            if !waiter.has_it.load(Ordering::SeqCst) {
                return Poll::Pending;
            }
            self.waiter = None;
            return Poll::Ready(Guard { lock });
        }
        let waiter = Arc::new(Waiter::default());
        waiter.waker.register(context.waker());
        let mut state = lock.state();
        if !state.is_taken {
            state.is_taken = true;
            drop(state);
            return Poll::Ready(Guard { lock });
        }
        state.queue.push_back(Arc::clone(&waiter));
        drop(state);
        self.waiter = Some(waiter);
        Poll::Pending
    }
}

impl Drop for LockFuture<'_> {
    fn drop(&mut self) {
        let Some(waiter) = self.waiter.take() else {
            return;
        };
        let mut state = self.lock.state();
        // It is written under the lock only.
        if waiter.has_it.load(Ordering::SeqCst) {
            drop(state);
            drop(Guard { lock: self.lock });
        } else {
            state.queue.retain(|other| !Arc::ptr_eq(other, &waiter));
        }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        match state.queue.pop_front() {
            None => state.is_taken = false,
            Some(next) => {
                next.has_it.store(true, Ordering::SeqCst);
                drop(state);
                next.waker.wake();
            }
        }
    }
}

fn main() {}
