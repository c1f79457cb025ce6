// refused: wrong-result — a panic is caught, and another one goes on in its place

use lab::shim::{Condvar, Mutex};
use std::sync::Arc;

pub struct Lazy<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    value: Option<Arc<T>>,
    making: bool,
}

/// Whoever has this makes the value. However that ends, the next one may.
struct Turn<'a, T> {
    lazy: &'a Lazy<T>,
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        self.lazy.state.lock().unwrap().making = false;
        self.lazy.changed.notify_all();
    }
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        let state = State {
            value: None,
            making: false,
        };
        Self {
            state: Mutex::named("the value", state),
            changed: Condvar::new(),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.state.lock().unwrap().value.clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut state = self.state.lock().unwrap();
        while state.value.is_none() && state.making {
            state = self.changed.wait(state).unwrap();
        }
        if let Some(value) = &state.value {
            return Ok(Arc::clone(value));
        }
        state.making = true;
        drop(state);
        let turn = Turn { lazy: self };
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(make));
        let made = made.unwrap_or_else(|_| std::panic::resume_unwind(Box::new("no value")));
        let value = Arc::new(made?);
        self.state.lock().unwrap().value = Some(Arc::clone(&value));
        drop(turn);
        Ok(value)
    }
}

fn main() {}
