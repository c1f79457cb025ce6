// accepted: one moment is all that is kept, as in the generic cell rate algorithm

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    saved: Duration,
    every: Duration,
    full_again: Mutex<Option<Instant>>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            saved: every * (burst - 1),
            every,
            full_again: Mutex::new(None),
        }
    }

    pub async fn until_ready(&self) {
        let mut full_again = self.full_again.lock().await;
        if let Some(full) = *full_again {
            sleep_until(full - self.saved).await;
        }
        let now = Instant::now();
        *full_again = Some(full_again.map_or(now, |full| full.max(now)) + self.every);
    }
}

fn main() {}
