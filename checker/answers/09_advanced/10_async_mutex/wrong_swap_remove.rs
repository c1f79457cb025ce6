// refused: hangs — when one in the middle leaves, the last one takes its place

use std::collections::VecDeque;
use std::mem;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// A lock that tasks wait for.
#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Somebody has it, or it is kept for somebody.
    is_taken: bool,
    next: u64,
    queue: VecDeque<(u64, Waker)>,
    kept_for: Option<u64>,
}

/// The future of [`Lock::lock`].
pub struct LockFuture<'a> {
    lock: &'a Lock,
    stage: Stage,
}

#[derive(Clone, Copy)]
enum Stage {
    New,
    Waiting(u64),
    Done,
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
            stage: Stage::New,
        }
    }

    /// The guard, if nobody has the lock and nobody waits for it; otherwise `None`.
    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = self.state();
        if state.is_taken {
            return None;
        }
        state.is_taken = true;
        Some(Guard { lock: self })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_back(&self) {
        let mut state = self.state();
        if let Some((id, waker)) = state.queue.pop_front() {
            state.kept_for = Some(id);
            drop(state);
            waker.wake();
        } else {
            state.is_taken = false;
        }
    }
}

impl<'a> Future for LockFuture<'a> {
    type Output = Guard<'a>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a>> {
        let waker = context.waker().clone();
        let lock = self.lock;
        let mut state = lock.state();
        match self.stage {
            Stage::New => {
                if !state.is_taken {
                    state.is_taken = true;
                    drop(state);
                    self.stage = Stage::Done;
                    return Poll::Ready(Guard { lock });
                }
                let id = state.next;
                state.next += 1;
                state.queue.push_back((id, waker));
                drop(state);
                self.stage = Stage::Waiting(id);
                Poll::Pending
            }
            Stage::Waiting(id) => {
                if state.kept_for == Some(id) {
                    state.kept_for = None;
                    drop(state);
                    self.stage = Stage::Done;
                    return Poll::Ready(Guard { lock });
                }
                let place = state.queue.iter_mut().find(|place| place.0 == id);
                let old = place.map(|place| mem::replace(&mut place.1, waker));
                drop(state);
                drop(old);
                Poll::Pending
            }
            Stage::Done => panic!("a future that has been ready is not asked again"),
        }
    }
}

impl Drop for LockFuture<'_> {
    fn drop(&mut self) {
        let Stage::Waiting(id) = self.stage else {
            return;
        };
        let mut state = self.lock.state();
        if state.kept_for == Some(id) {
            state.kept_for = None;
            drop(state);
            self.lock.give_back();
        } else {
            let at = state.queue.iter().position(|place| place.0 == id);
            let gone = at.and_then(|at| state.queue.swap_remove_back(at));
            drop(state);
            drop(gone);
        }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.lock.give_back();
    }
}

fn main() {}
