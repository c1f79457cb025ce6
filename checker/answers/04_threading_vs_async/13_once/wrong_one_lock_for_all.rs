// refused: not-concurrent — one lock for all values: one is made at a time

use lab::shim::Mutex;
use std::sync::{Arc, PoisonError};

static MAKING: Mutex<()> = Mutex::new(());

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
        self.value.lock().unwrap().clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let _turn = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
