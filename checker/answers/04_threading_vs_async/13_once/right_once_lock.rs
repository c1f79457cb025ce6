// accepted: a OnceLock keeps the value, and a lock says who makes it

use std::sync::{Arc, Mutex, OnceLock};

pub struct Lazy<T> {
    value: OnceLock<Arc<T>>,
    making: Mutex<()>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: OnceLock::new(),
            making: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value.get().cloned()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        self.making.clear_poison();
        let _turn = match self.making.lock() {
            Ok(turn) => turn,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        Ok(self.value.get_or_init(|| value).clone())
    }
}

fn main() {}
