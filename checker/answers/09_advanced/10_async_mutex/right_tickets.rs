// accepted: numbers in a tree, and the number whose turn it is

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::Mutex;
use std::task::{Poll, Waker};

#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    owner: Option<u64>,
    waiting: BTreeMap<u64, Waker>,
    drawn: u64,
}

/// A number that was drawn, whether it waits or owns the lock.
pub struct Guard<'a> {
    lock: &'a Lock,
    number: u64,
}

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn lock(&self) -> Guard<'_> {
        let guard = self.draw();
        poll_fn(|context| {
            let mut state = self.state.lock().unwrap();
            if state.owner == Some(guard.number) {
                return Poll::Ready(());
            }
            state.waiting.insert(guard.number, context.waker().clone());
            Poll::Pending
        })
        .await;
        guard
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = self.state.lock().unwrap();
        if state.owner.is_some() {
            return None;
        }
        state.drawn += 1;
        let number = state.drawn;
        state.owner = Some(number);
        Some(Guard { lock: self, number })
    }

    fn draw(&self) -> Guard<'_> {
        let mut state = self.state.lock().unwrap();
        state.drawn += 1;
        let number = state.drawn;
        match state.owner {
            None => state.owner = Some(number),
            Some(_) => {
                state.waiting.insert(number, Waker::noop().clone());
            }
        }
        Guard { lock: self, number }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state.lock().unwrap();
        let waker = state.waiting.remove(&self.number);
        if state.owner != Some(self.number) {
            drop(state);
            drop(waker);
            return;
        }
        let next = state.waiting.pop_first();
        state.owner = next.as_ref().map(|(number, _)| *number);
        drop(state);
        if let Some((_, waker)) = next {
            waker.wake();
        }
    }
}

fn main() {}
