// refused: busy-waits — a thread wakes all who wait every few milliseconds

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

pub struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Arc<Condvar>,
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
        let changed = Arc::new(Condvar::new());
        let wakes = Arc::downgrade(&changed);
        thread::spawn(move || {
            while let Some(changed) = wakes.upgrade() {
                changed.notify_all();
                drop(changed);
                thread::sleep(Duration::from_millis(5));
            }
        });
        Self {
            capacity,
            state: Mutex::new(state),
            changed,
        }
    }

    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let item = make();
        let mut state = self.state.lock().unwrap();
        while state.items.len() >= self.capacity && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
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
