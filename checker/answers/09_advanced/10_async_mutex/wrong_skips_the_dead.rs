// refused: wrong-result — who is dropped stays in the queue until its turn, with its waker

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_taken: bool,
    queue: VecDeque<Arc<Mutex<Place>>>,
}

/// What a future and the queue both know.
enum Place {
    Waits(Waker),
    ItIsYours,
}

pub struct LockFuture<'a> {
    lock: &'a Lock,
    place: Option<Arc<Mutex<Place>>>,
}

pub struct Guard<'a> {
    lock: &'a Lock,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn lock(&self) -> LockFuture<'_> {
        LockFuture {
            lock: self,
            place: None,
        }
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = locked(&self.state);
        // Handed over to somebody, it is taken.
        if state.is_taken {
            return None;
        }
        state.is_taken = true;
        Some(Guard { lock: self })
    }

    /// Hand it over to the first in the queue.
    fn give_back(&self) {
        let mut state = locked(&self.state);
        let first = loop {
            let Some(first) = state.queue.pop_front() else {
                state.is_taken = false;
                return;
            };
            if Arc::strong_count(&first) > 1 {
                break first;
            }
        };
        let was = std::mem::replace(&mut *locked(&first), Place::ItIsYours);
        drop(state);
        if let Place::Waits(waker) = was {
            waker.wake();
        }
    }
}

impl<'a> Future for LockFuture<'a> {
    type Output = Guard<'a>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a>> {
        let this = self.get_mut();
        let lock = this.lock;
        let mut state = locked(&lock.state);
        let waker = context.waker().clone();
        match &this.place {
            None if !state.is_taken => state.is_taken = true,
            None => {
                let place = Arc::new(Mutex::new(Place::Waits(waker)));
                state.queue.push_back(place.clone());
                this.place = Some(place);
                return Poll::Pending;
            }
            Some(place) => {
                if let Place::Waits(last) = &mut *locked(place) {
                    *last = waker;
                    return Poll::Pending;
                }
                this.place = None;
            }
        }
        Poll::Ready(Guard { lock })
    }
}

impl Drop for LockFuture<'_> {
    fn drop(&mut self) {
        let Some(place) = self.place.take() else {
            return;
        };
        let state = locked(&self.lock.state);
        let is_ours = matches!(*locked(&place), Place::ItIsYours);
        drop(state);
        if is_ours {
            self.lock.give_back();
        }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.lock.give_back();
    }
}

fn main() {}
