// refused: too-early — who waits for room gives up after half a minute

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
        let patience = std::time::Duration::from_secs(30);
        let full = |state: &mut State<T>| !state.closed && state.items.len() >= self.capacity;
        let (guard, late) = self
            .changed
            .wait_timeout_while(state, patience, full)
            .unwrap();
        state = guard;
        if state.closed || late.timed_out() {
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
