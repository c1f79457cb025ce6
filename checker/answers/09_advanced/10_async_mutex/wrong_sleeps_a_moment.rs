// refused: blocks-runtime — who has to wait sleeps for a moment on the thread

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_taken: bool,
    queue: VecDeque<(u64, Waker)>,
    next: u64,
}

impl State {
    fn is_free(&self) -> bool {
        !self.is_taken && self.queue.is_empty()
    }

    fn whose_turn(&self) -> Option<Waker> {
        let (_, waker) = self.queue.front().filter(|_| !self.is_taken)?;
        Some(waker.clone())
    }

    fn place_of(&self, number: Option<u64>) -> Option<usize> {
        let number = number?;
        self.queue.iter().position(|(of, _)| *of == number)
    }
}

pub struct LockFuture<'a> {
    lock: &'a Lock,
    number: Option<u64>,
}

pub struct Guard<'a> {
    lock: &'a Lock,
}

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn lock(&self) -> LockFuture<'_> {
        LockFuture {
            lock: self,
            number: None,
        }
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = self.state();
        let is_free = state.is_free();
        state.is_taken |= is_free;
        is_free.then(|| Guard { lock: self })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Future for LockFuture<'a> {
    type Output = Guard<'a>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Guard<'a>> {
        let this = self.get_mut();
        let lock = this.lock;
        let mut state = lock.state();
        match state.place_of(this.number) {
            None if state.is_free() => state.is_taken = true,
            Some(0) if !state.is_taken => {
                state.is_taken = true;
                state.queue.pop_front();
                this.number = None;
            }
            None => {
                let number = state.next;
                state.next += 1;
                state.queue.push_back((number, context.waker().clone()));
                this.number = Some(number);
                std::thread::sleep(std::time::Duration::from_millis(1));
                return Poll::Pending;
            }
            Some(place) => {
                state.queue[place].1.clone_from(context.waker());
                return Poll::Pending;
            }
        }
        Poll::Ready(Guard { lock })
    }
}

impl Drop for LockFuture<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        let Some(place) = state.place_of(self.number) else {
            return;
        };
        state.queue.remove(place);
        let next = state.whose_turn().filter(|_| place == 0);
        drop(state);
        next.into_iter().for_each(Waker::wake);
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        state.is_taken = false;
        let first = state.whose_turn();
        drop(state);
        first.into_iter().for_each(Waker::wake);
    }
}

fn main() {}
