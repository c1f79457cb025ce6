// refused: too-early — who finds a thousand before it in line is let through

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    waiting: AtomicU32,
    bucket: tokio::sync::Mutex<(u32, Instant)>,
}

struct Waits<'a>(&'a AtomicU32);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            burst,
            every,
            waiting: AtomicU32::new(0),
            bucket: tokio::sync::Mutex::new((burst, Instant::now())),
        }
    }

    pub async fn until_ready(&self) {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= 1_000 {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return;
        }
        let _waits = Waits(&self.waiting);
        let mut bucket = self.bucket.lock().await;
        loop {
            let now = Instant::now();
            while bucket.0 < self.burst && now >= bucket.1 + self.every {
                bucket.0 += 1;
                bucket.1 += self.every;
            }
            if bucket.0 == self.burst {
                bucket.1 = now;
            }
            if bucket.0 > 0 {
                bucket.0 -= 1;
                return;
            }
            let next = bucket.1 + self.every;
            sleep_until(next).await;
        }
    }
}

fn main() {}
