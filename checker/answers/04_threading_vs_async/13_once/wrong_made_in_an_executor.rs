// refused: panicked — `make` runs inside of `block_on`, and so cannot use another one

use futures::executor::block_on;
use std::sync::Arc;
use tokio::sync::OnceCell;

pub struct Lazy<T> {
    value: OnceCell<Arc<T>>,
}

impl<T> Lazy<T> {
    pub fn empty() -> Self {
        Self {
            value: OnceCell::new(),
        }
    }

    pub fn get(&self) -> Option<Arc<T>> {
        self.value.get().cloned()
    }

    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let made = self
            .value
            .get_or_try_init(|| async move { make().map(Arc::new) });
        block_on(made).cloned()
    }
}

fn main() {}
