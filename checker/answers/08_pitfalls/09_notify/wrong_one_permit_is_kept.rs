// refused: hangs — one permit is kept: of two who are being greeted, the second misses it

use tokio::sync::Notify;

pub struct Gate {
    is_open: Box<dyn Fn() -> bool + Send + Sync>,
    opened: Notify,
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self {
            is_open,
            opened: Notify::new(),
        }
    }

    pub fn was_opened(&self) {
        self.opened.notify_waiters();
        self.opened.notify_one();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        self.opened.notified().await;
    }
}

fn main() {}
