// refused: hangs — waits for a change after the one that counts

use tokio::sync::watch;

pub struct Gate(watch::Sender<bool>, Box<dyn Fn() -> bool + Send + Sync>);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(watch::Sender::new(false), is_open)
    }

    pub fn was_opened(&self) {
        self.0.send_replace(true);
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if self.1() {
            return;
        }
        greet().await;
        let mut receiver = self.0.subscribe();
        let _ = receiver.changed().await;
    }
}

fn main() {}
