// refused: not-concurrent — the lock of the value is held while it is made: a look waits

use lab::shim::Mutex;
use std::sync::{Arc, PoisonError};

pub struct Lazy<T> {
    value: Mutex<Option<Arc<T>>>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: Mutex::new(None),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut slot = self.value.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = &*slot {
            return Ok(value.clone());
        }
        let value = Arc::new(make()?);
        *slot = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
