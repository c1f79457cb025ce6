// accepted: listens from the beginning, and greets and waits at once

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
        let opened = self.opened.notified();
        if (self.is_open)() {
            return;
        }
        tokio::join!(greet(), opened);
    }
}

fn main() {}
