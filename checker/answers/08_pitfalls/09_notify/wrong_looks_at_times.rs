// refused: late — looks every 10 ms whether it is open

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
        while !(self.is_open)() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
}

fn main() {}
