// refused: wrong-result — made first, and then put into a OnceLock

use std::sync::{Arc, OnceLock};

pub struct Lazy<T> {
    value: OnceLock<Arc<T>>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: OnceLock::new(),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value.get().cloned()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        Ok(self.value.get_or_init(|| value).clone())
    }
}

fn main() {}
