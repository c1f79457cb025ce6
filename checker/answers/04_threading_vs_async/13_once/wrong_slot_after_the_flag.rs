// refused: data-race — the flag is set before the value is in its slot

use lab::shim::{AtomicBool, Mutex, Ordering, Slot};
use std::sync::{Arc, PoisonError};

pub struct Lazy<T> {
    value: Slot<Arc<T>>,
    ready: AtomicBool,
    making: Mutex<()>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: Slot::named("the value"),
            ready: AtomicBool::named("ready", false),
            making: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        match self.ready.load(Ordering::Acquire) {
            true => self.value.get(),
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
        self.ready.store(true, Ordering::Release);
        self.value.put(value.clone());
        Ok(value)
    }
}

fn main() {}
