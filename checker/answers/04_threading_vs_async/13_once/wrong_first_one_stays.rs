// refused: wrong-result — both make it, and the first one is kept

use lab::shim::Mutex;
use std::sync::Arc;

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
        let value = Arc::new(make()?);
        Ok(self.value.lock().unwrap().get_or_insert(value).clone())
    }
}

fn main() {}
