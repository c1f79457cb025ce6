// refused: not-started — while there is no room the item is not even made

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
        let full = |state: &mut State<T>| state.items.len() >= self.capacity && !state.closed;
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, full).unwrap());
        let item = make();
        let state = self.state.lock().unwrap();
        let mut state = self.changed.wait_while(state, full).unwrap();
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.changed.notify_all();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let empty = |state: &mut State<T>| state.items.is_empty() && !state.closed;
        let mut state = self.changed.wait_while(state, empty).unwrap();
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
