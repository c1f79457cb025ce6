// refused: hangs — after a panic the state says for ever that it is being made

use lab::shim::{Condvar, Mutex};
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
        let made = make().map(Arc::new);
        let mut state = self.state.lock().unwrap();
        *state = match &made {
            Ok(value) => State::Made(value.clone()),
            Err(_) => State::Empty,
        };
        self.changed.notify_all();
        made
    }
}

fn main() {}
