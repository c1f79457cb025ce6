// accepted: a semaphore without permits, which is closed for good

use tokio::sync::Semaphore;

pub struct Gate(Semaphore, Box<dyn Fn() -> bool + Send + Sync>);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(Semaphore::new(0), is_open)
    }

    pub fn was_opened(&self) {
        self.0.close();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if self.1() {
            return;
        }
        greet().await;
        let _ = self.0.acquire().await;
    }
}

fn main() {}
