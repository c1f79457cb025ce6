// refused: hangs — after an error nobody is woken: a lost signal

use lab::shim::{Condvar, Mutex};
use std::sync::Arc;

enum State<T> {
    Empty,
    Making,
    Made(Arc<T>),
}

impl<T> State<T> {
    fn clone_from_made(&mut self, value: &Arc<T>) {
        *self = Self::Made(value.clone());
    }
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
        let turn = Turn { of: self };
        let value = Arc::new(make()?);
        turn.of.state.lock().unwrap().clone_from_made(&value);
        self.changed.notify_all();
        std::mem::forget(turn);
        Ok(value)
    }
}

struct Turn<'a, T> {
    of: &'a Lazy<T>,
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        *self.of.state.lock().unwrap() = State::Empty;
    }
}

fn main() {}
