// refused: hangs — `notify_one`, and each who is let through wakes the next: one who is not polled holds up all behind it

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
        self.opened.notify_one();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        self.opened.notified().await;
        self.opened.notify_one();
    }
}

fn main() {}
