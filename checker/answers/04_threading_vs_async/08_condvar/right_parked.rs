// accepted: a list of the threads that wait, which are parked

use std::collections::VecDeque;
use std::mem::take;
use std::sync::Mutex;
use std::thread::{self, Thread};

pub struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
    waiting: Vec<Thread>,
}

impl<T> State<T> {
    fn wake_all(&mut self) {
        for thread in take(&mut self.waiting) {
            thread.unpark();
        }
    }
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State {
            items: VecDeque::new(),
            closed: false,
            waiting: Vec::new(),
        };
        Self {
            capacity,
            state: Mutex::new(state),
        }
    }

    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let item = make();
        loop {
            let mut state = self.state.lock().unwrap();
            if state.closed {
                return Err(item);
            }
            if state.items.len() < self.capacity {
                state.items.push_back(item);
                state.wake_all();
                return Ok(());
            }
            state.waiting.push(thread::current());
            drop(state);
            thread::park();
        }
    }

    pub fn take(&self) -> Option<T> {
        loop {
            let mut state = self.state.lock().unwrap();
            if let Some(item) = state.items.pop_front() {
                state.wake_all();
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state.waiting.push(thread::current());
            drop(state);
            thread::park();
        }
    }

    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        state.wake_all();
    }
}

fn main() {}
