// refused: not-concurrent — a look waits for whoever makes it

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
        let _nobody_makes_it = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        self.value.lock().unwrap().clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let _turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = &*self.value.lock().unwrap() {
            return Ok(value.clone());
        }
        let value = Arc::new(make()?);
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
