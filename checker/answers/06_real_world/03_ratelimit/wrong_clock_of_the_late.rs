// refused: late — who had to wait starts the clock anew when it goes, not when its token came in

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    bucket: tokio::sync::Mutex<(u32, Instant)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            burst,
            every,
            bucket: tokio::sync::Mutex::new((burst, Instant::now())),
        }
    }

    pub async fn until_ready(&self) {
        let mut bucket = self.bucket.lock().await;
        let now = Instant::now();
        while bucket.0 < self.burst && now >= bucket.1 + self.every {
            bucket.0 += 1;
            bucket.1 += self.every;
        }
        if bucket.0 == self.burst {
            bucket.1 = now;
        }
        if bucket.0 == 0 {
            sleep_until(bucket.1 + self.every).await;
            bucket.1 = Instant::now();
        } else {
            bucket.0 -= 1;
        }
    }
}

fn main() {}
