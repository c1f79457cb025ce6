// refused: too-early — the greeting is dropped when the gate is opened

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
        let mut opened = std::pin::pin!(opened);
        tokio::select! {
            () = &mut opened => return,
            () = greet() => {}
        }
        opened.await;
    }
}

fn main() {}
