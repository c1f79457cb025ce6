// refused: late — a burst is one token short

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    bucket: Mutex<(u32, Instant)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        let burst = burst - 1;
        Self {
            burst,
            every,
            bucket: Mutex::new((burst, Instant::now())),
        }
    }

    pub async fn until_ready(&self) {
        let mut bucket = self.bucket.lock().await;
        self.refill(&mut bucket);
        if bucket.0 == 0 {
            sleep_until(bucket.1 + self.every).await;
            self.refill(&mut bucket);
        }
        if bucket.0 == self.burst {
            bucket.1 = Instant::now();
        }
        bucket.0 -= 1;
    }

    fn refill(&self, bucket: &mut (u32, Instant)) {
        while bucket.0 < self.burst && bucket.1 + self.every <= Instant::now() {
            bucket.0 += 1;
            bucket.1 += self.every;
        }
    }
}

fn main() {}
