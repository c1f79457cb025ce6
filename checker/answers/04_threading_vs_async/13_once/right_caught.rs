// accepted: a panic is caught, and goes on when the others have been told

use lab::shim::{Condvar, Mutex};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

enum State<T> {
    Empty,
    Making,
    Made(Arc<T>),
}

pub struct Lazy<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            state: Mutex::new(State::Empty),
            changed: Condvar::new(),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        match &*self.state.lock().unwrap() {
            State::Made(value) => Some(value.clone()),
            State::Empty | State::Making => None,
        }
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut state = self.state.lock().unwrap();
        loop {
            match &*state {
                State::Made(value) => return Ok(value.clone()),
                State::Making => state = self.changed.wait(state).unwrap(),
                State::Empty => break,
            }
        }
        *state = State::Making;
        drop(state);
        let outcome = catch_unwind(AssertUnwindSafe(make));
        let mut state = self.state.lock().unwrap();
        self.changed.notify_all();
        match outcome {
            Ok(Ok(value)) => {
                let value = Arc::new(value);
                *state = State::Made(value.clone());
                Ok(value)
            }
            Ok(Err(error)) => {
                *state = State::Empty;
                Err(error)
            }
            Err(panic) => {
                *state = State::Empty;
                drop(state);
                resume_unwind(panic)
            }
        }
    }
}

fn main() {}
