// accepted: a semaphore with one permit lets one caller at a time look at the bucket

use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    turnstile: Semaphore,
    bucket: Mutex<(u32, Instant)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            burst,
            every,
            turnstile: Semaphore::new(1),
            bucket: Mutex::new((burst, Instant::now())),
        }
    }

    pub async fn until_ready(&self) {
        let _turn = self.turnstile.acquire().await.unwrap();
        while let Err(next) = self.take() {
            sleep_until(next).await;
        }
    }

    fn take(&self) -> Result<(), Instant> {
        let mut bucket = self.bucket.lock().unwrap();
        let (tokens, since) = *bucket;
        let now = Instant::now();
        let came = (now - since).as_nanos() / self.every.as_nanos();
        let room = u128::from(self.burst - tokens);
        let (tokens, since) = match came >= room {
            true => (self.burst, now),
            false => (tokens + came as u32, since + self.every * (came as u32)),
        };
        if tokens == 0 {
            *bucket = (tokens, since);
            return Err(since + self.every);
        }
        *bucket = (tokens - 1, since);
        Ok(())
    }
}

fn main() {}
