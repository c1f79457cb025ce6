// refused: late — who is dropped has had its time reserved, and nobody gets it

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
        let mine = {
            let mut full_again = self.full_again.lock().unwrap();
            let mine = *full_again - self.saved;
            *full_again = (*full_again).max(Instant::now()) + self.every;
            mine
        };
        sleep_until(mine).await;
    }
}

fn main() {}
