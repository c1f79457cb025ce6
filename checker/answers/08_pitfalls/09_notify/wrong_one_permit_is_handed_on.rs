// refused: hangs — a permit that is handed on: one who is not polled holds up all behind it

use tokio::sync::Semaphore;

pub struct Gate {
    is_open: Box<dyn Fn() -> bool + Send + Sync>,
    permits: Semaphore,
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self {
            is_open,
            permits: Semaphore::new(0),
        }
    }

    pub fn was_opened(&self) {
        self.permits.add_permits(1);
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        // Dropped, it is the next one's.
        drop(self.permits.acquire().await);
    }
}

fn main() {}
