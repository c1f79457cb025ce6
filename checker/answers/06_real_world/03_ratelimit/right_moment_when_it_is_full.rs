// accepted: only the moment is kept at which the bucket will be full

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    full_at: tokio::sync::Mutex<Instant>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            burst,
            every,
            full_at: tokio::sync::Mutex::new(Instant::now()),
        }
    }

    pub async fn until_ready(&self) {
        let mut full_at = self.full_at.lock().await;
        // With one token less it is full that much later.
        let then = (*full_at).max(Instant::now()) + self.every;
        if let Some(ahead) = self.every.checked_mul(self.burst) {
            sleep_until(then.checked_sub(ahead).unwrap_or(then.min(Instant::now()))).await;
        }
        *full_at = then;
    }
}

fn main() {}
