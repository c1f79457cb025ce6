// refused: hangs — lets through those who wait, and is closed again

use tokio::sync::Notify;

pub struct Gate(Notify);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        drop(is_open);
        Self(Notify::new())
    }

    pub fn was_opened(&self) {
        self.0.notify_waiters();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        let opened = self.0.notified();
        greet().await;
        opened.await;
    }
}

fn main() {}
