// refused: too-early — what was left before a pause comes on top of what came in meanwhile

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: u32,
    since: Instant,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        let bucket = Mutex::new(Bucket {
            tokens: burst,
            since: Instant::now(),
        });
        Self {
            burst,
            every,
            bucket,
        }
    }
    pub async fn until_ready(&self) {
        let mut bucket = self.bucket.lock().await;
        if bucket.tokens == 0 {
            sleep_until(bucket.since + self.every).await;
            self.refill(&mut bucket);
        }
        if bucket.tokens == self.burst {
            bucket.since = Instant::now();
        }
        bucket.tokens -= 1;
    }

    fn refill(&self, bucket: &mut Bucket) {
        while bucket.tokens < self.burst && bucket.since + self.every <= Instant::now() {
            bucket.tokens += 1;
            bucket.since += self.every;
        }
    }
}

fn main() {}
