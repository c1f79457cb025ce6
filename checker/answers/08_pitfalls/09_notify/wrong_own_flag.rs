// refused: hangs — looks at a flag of its own, which says nothing of a gate that was open before

use std::sync::atomic::{AtomicBool, Ordering};

pub struct Gate {
    is_open: AtomicBool,
    opened: tokio::sync::Notify,
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        drop(is_open);
        Self {
            is_open: AtomicBool::new(false),
            opened: tokio::sync::Notify::new(),
        }
    }

    pub fn was_opened(&self) {
        self.is_open.store(true, Ordering::SeqCst);
        self.opened.notify_waiters();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        let opened = self.opened.notified();
        if self.is_open.load(Ordering::SeqCst) {
            return;
        }
        greet().await;
        opened.await;
    }
}

fn main() {}
