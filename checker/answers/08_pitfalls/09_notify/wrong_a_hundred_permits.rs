// refused: hangs — a hundred permits

use tokio::sync::Semaphore;

pub struct Gate {
    is_open: Box<dyn Fn() -> bool + Send + Sync>,
    opened: Semaphore,
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self {
            is_open,
            opened: Semaphore::new(0),
        }
    }

    pub fn was_opened(&self) {
        self.opened.add_permits(100);
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        self.opened.acquire().await.expect("never closed").forget();
    }
}

fn main() {}
