// refused: wrong-result — who is woken looks for room first, and not whether the queue is closed

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;

pub struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State {
            items: VecDeque::new(),
            closed: false,
        };
        Self {
            capacity,
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let item = make();
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(item);
        }
        while !state.closed && state.items.len() >= self.capacity {
            state = self.changed.wait(state).unwrap();
        }
        if state.items.len() >= self.capacity {
            return Err(item);
        }
        state.items.push_back(item);
        drop(state);
        self.changed.notify_all();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        drop(state);
        self.changed.notify_all();
        item
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

fn main() {}
