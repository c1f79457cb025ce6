// refused: hangs — who puts wakes those that wait for room

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;

pub struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    item_is_there: Condvar,
    room_is_there: Condvar,
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
            item_is_there: Condvar::new(),
            room_is_there: Condvar::new(),
        }
    }

    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let item = make();
        let mut state = self.state.lock().unwrap();
        while state.items.len() >= self.capacity && !state.closed {
            state = self.room_is_there.wait(state).unwrap();
        }
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.room_is_there.notify_one();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            state = self.item_is_there.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        self.room_is_there.notify_one();
        item
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.item_is_there.notify_all();
        self.room_is_there.notify_all();
    }
}

fn main() {}
