// refused: hangs — as many permits as there are customers at that moment

use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

pub struct Gate {
    is_open: Box<dyn Fn() -> bool + Send + Sync>,
    waiting: AtomicUsize,
    permits: Semaphore,
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self {
            is_open,
            waiting: AtomicUsize::new(0),
            permits: Semaphore::new(0),
        }
    }

    pub fn was_opened(&self) {
        self.permits
            .add_permits(self.waiting.swap(0, Ordering::SeqCst));
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        self.waiting.fetch_add(1, Ordering::SeqCst);
        if let Ok(permit) = self.permits.acquire().await {
            permit.forget();
        }
    }
}

fn main() {}
