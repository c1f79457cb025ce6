// refused: panicked — who waited for what came to nothing does not try

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
                State::Making => {
                    state = self
                        .changed
                        .wait_while(state, |state| matches!(state, State::Making))
                        .unwrap();
                    match &*state {
                        State::Made(value) => return Ok(value.clone()),
                        State::Empty | State::Making => panic!("it could not be made"),
                    }
                }
                State::Empty => break,
            }
        }
        *state = State::Making;
        drop(state);
        let mut turn = Turn {
            of: self,
            next: None,
        };
        let value = Arc::new(make()?);
        turn.next = Some(State::Made(value.clone()));
        Ok(value)
    }
}

struct Turn<'a, T> {
    of: &'a Lazy<T>,
    next: Option<State<T>>,
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        *self.of.state.lock().unwrap() = self.next.take().unwrap_or(State::Empty);
        self.of.changed.notify_all();
    }
}

fn main() {}
