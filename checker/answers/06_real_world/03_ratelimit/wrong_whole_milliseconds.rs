// refused: too-early — time is counted in whole milliseconds

use lab::ms;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u64,
    every: u64,
    start: Instant,
    bucket: tokio::sync::Mutex<(u64, u64)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        let burst = u64::from(burst);
        let every = (every.as_millis() as u64).max(1);
        Self {
            burst,
            every,
            start: Instant::now(),
            bucket: tokio::sync::Mutex::new((burst, 0)),
        }
    }

    pub async fn until_ready(&self) {
        let mut bucket = self.bucket.lock().await;
        loop {
            let now = self.start.elapsed().as_millis() as u64;
            let came = (now - bucket.1) / self.every;
            bucket.0 = (bucket.0 + came).min(self.burst);
            bucket.1 = if bucket.0 == self.burst {
                now
            } else {
                bucket.1 + came * self.every
            };
            if bucket.0 > 0 {
                bucket.0 -= 1;
                return;
            }
            let next = self.start + ms(bucket.1 + self.every);
            sleep_until(next).await;
        }
    }
}

fn main() {}
