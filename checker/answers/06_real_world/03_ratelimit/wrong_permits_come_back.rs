// refused: too-early — each token comes back by itself, so all that went together come back together

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::sleep;

pub struct Limiter {
    every: Duration,
    tokens: Arc<Semaphore>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            every,
            tokens: Arc::new(Semaphore::new(burst as usize)),
        }
    }

    pub async fn until_ready(&self) {
        let token = self.tokens.clone().acquire_owned().await.unwrap();
        let every = self.every;
        tokio::spawn(async move {
            sleep(every).await;
            drop(token);
        });
    }
}

fn main() {}
