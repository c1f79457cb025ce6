// refused: wrong-result — it is made whether it is there or not

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
        let _turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let value = Arc::new(make()?);
        if let Some(first) = self.get() {
            return Ok(first);
        }
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
