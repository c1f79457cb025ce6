// accepted: parts of tokens, in floating point

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

pub struct Limiter {
    burst: f64,
    every: f64,
    bucket: Mutex<(f64, Instant)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            burst: f64::from(burst),
            every: every.as_secs_f64(),
            bucket: Mutex::new((f64::from(burst), Instant::now())),
        }
    }

    pub async fn until_ready(&self) {
        let mut bucket = self.bucket.lock().await;
        loop {
            let (tokens, then) = *bucket;
            let now = Instant::now();
            let more = (now - then).as_secs_f64() / self.every;
            let tokens = (tokens + more).min(self.burst);
            if tokens >= 1.0 {
                *bucket = (tokens - 1.0, now);
                return;
            }
            *bucket = (tokens, now);
            sleep(Duration::from_secs_f64((1.0 - tokens) * self.every)).await;
        }
    }
}

fn main() {}
