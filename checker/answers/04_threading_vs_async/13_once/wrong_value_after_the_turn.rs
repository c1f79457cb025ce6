// refused: wrong-result — the lock is given back before the value is there

use lab::shim::Mutex;
use std::sync::{Arc, PoisonError};

pub struct Lazy<T> {
    value: Mutex<Option<Arc<T>>>,
    making: Mutex<()>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: Mutex::new(None),
            making: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value.lock().unwrap().clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        drop(turn);
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
