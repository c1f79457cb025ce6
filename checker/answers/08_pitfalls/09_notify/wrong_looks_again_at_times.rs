// refused: late — listens, and looks every second in case that it has missed something

use tokio::sync::Notify;
use tokio::time::timeout;

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
    }
    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        let second = std::time::Duration::from_secs(1);
        let _ = timeout(second, self.opened.notified()).await;
        while !(self.is_open)() {
            let _ = timeout(second, self.opened.notified()).await;
        }
    }
}

fn main() {}
