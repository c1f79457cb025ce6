// accepted: a cancellation token is a gate

use tokio_util::sync::CancellationToken;

pub struct Gate(CancellationToken, Box<dyn Fn() -> bool + Send + Sync>);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(CancellationToken::new(), is_open)
    }

    pub fn was_opened(&self) {
        self.0.cancel();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if !self.1() {
            greet().await;
            self.0.cancelled().await;
        }
    }
}

fn main() {}
