// refused: not-started — a place is kept for an item that is not made yet

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;

pub struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    kept: usize,
    closed: bool,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State {
            items: VecDeque::new(),
            kept: 0,
            closed: false,
        };
        Self {
            capacity,
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        while state.items.len() + state.kept >= self.capacity && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        state.kept += 1;
        drop(state);
        let item = make();
        let mut state = self.state.lock().unwrap();
        state.kept -= 1;
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.changed.notify_all();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        self.changed.notify_all();
        item
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

fn main() {}
