// accepted: the turn is the permit of a semaphore of tokio

use futures::executor::block_on;
use lab::shim::Mutex;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub struct Lazy<T> {
    value: Mutex<Option<Arc<T>>>,
    making: Semaphore,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        let value = Mutex::named("the value", None);
        let making = Semaphore::new(1);
        Self { value, making }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value.lock().unwrap().clone()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let _turn = block_on(self.making.acquire()).expect("it is never closed");
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let value = Arc::new(make()?);
        *self.value.lock().unwrap() = Some(Arc::clone(&value));
        Ok(value)
    }
}

fn main() {}
