// refused: panicked — a panic leaves the state behind that says that it is being made

use lab::shim::{Condvar, Mutex};
use std::sync::Arc;

enum State<T> {
    Empty,
    #[expect(dead_code)]
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
        if let State::Made(value) = &*state {
            return Ok(value.clone());
        }
        let value = Arc::new(make()?);
        *state = State::Made(value.clone());
        self.changed.notify_all();
        Ok(value)
    }
}

fn main() {}
