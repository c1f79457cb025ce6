// refused: too-early — a static is every gate

use tokio::sync::Notify;

static NEWS: Notify = Notify::const_new();

pub struct Gate(Box<dyn Fn() -> bool + Send + Sync>);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(is_open)
    }

    pub fn was_opened(&self) {
        NEWS.notify_waiters();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        let opened = NEWS.notified();
        if (self.0)() {
            return;
        }
        greet().await;
        opened.await;
    }
}

fn main() {}
