// refused: busy-waits — who waits asks again and again

use lab::shim::{AtomicBool, Mutex, Ordering};
use std::sync::Arc;

pub struct Lazy<T> {
    value: Mutex<Option<Arc<T>>>,
    busy: AtomicBool,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: Mutex::new(None),
            busy: AtomicBool::new(false),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value.lock().unwrap().clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        while self.busy.swap(true, Ordering::SeqCst) {
            std::hint::spin_loop();
        }
        let _turn = Turn(&self.busy);
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

struct Turn<'a>(&'a AtomicBool);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

fn main() {}
