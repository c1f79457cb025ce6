// refused: panicked — the flag is set before the value is there

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
        self.value.lock().unwrap().clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if self.ready.load(Ordering::SeqCst) {
            return Ok(self.get().expect("it is there"));
        }
        let _turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        self.ready.store(true, Ordering::SeqCst);
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
