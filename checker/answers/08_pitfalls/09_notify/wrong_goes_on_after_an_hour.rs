// refused: too-early — goes on after an hour

use lab::ms;
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
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        let opened = self.opened.notified();
        if (self.is_open)() {
            return;
        }
        let _ = tokio::time::timeout(ms(3_600_000), opened).await;
    }
}

fn main() {}
