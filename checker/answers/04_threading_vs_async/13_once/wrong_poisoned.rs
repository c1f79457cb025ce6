// refused: panicked — a panic poisons the lock, and all who come later panic, too

use lab::shim::Mutex;
use std::sync::Arc;

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
        let _turn = self.making.lock().unwrap();
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        *self.value.lock().unwrap() = Some(value.clone());
        Ok(value)
    }
}

fn main() {}
