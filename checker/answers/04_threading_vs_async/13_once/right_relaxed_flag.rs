// accepted: the lock orders who made the value and who gets it, and the flag need not

use lab::shim::{AtomicBool, Mutex, Ordering};
use std::sync::{Arc, PoisonError};

pub struct Lazy<T> {
    value: Mutex<Option<Arc<T>>>,
    ready: AtomicBool,
    making: Mutex<()>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: Mutex::new(None),
            ready: AtomicBool::new(false),
            making: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        match self.ready.load(Ordering::Relaxed) {
            true => self.value.lock().unwrap().clone(),
            false => None,
        }
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let _turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        *self.value.lock().unwrap() = Some(value.clone());
        self.ready.store(true, Ordering::Relaxed);
        Ok(value)
    }
}

fn main() {}
