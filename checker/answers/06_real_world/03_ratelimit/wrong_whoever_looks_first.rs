// refused: wrong-result — all that wait look again when a token comes, and a newcomer may be faster

use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    saved: Duration,
    every: Duration,
    full_again: Mutex<Instant>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            saved: every * (burst - 1),
            every,
            full_again: Mutex::new(Instant::now()),
        }
    }

    pub async fn until_ready(&self) {
        while let Err(ready) = self.take() {
            sleep_until(ready).await;
        }
    }

    fn take(&self) -> Result<(), Instant> {
        let mut full_again = self.full_again.lock().unwrap();
        let (now, ready) = (Instant::now(), *full_again - self.saved);
        if ready > now {
            return Err(ready);
        }
        *full_again = (*full_again).max(now) + self.every;
        Ok(())
    }
}

fn main() {}
