// refused: late — one bucket for all limiters of the program

use std::sync::LazyLock;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

static FULL_AGAIN: LazyLock<Mutex<Option<Instant>>> = LazyLock::new(Mutex::default);
use std::time::Duration;

pub struct Limiter {
    saved: Duration,
    every: Duration,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            saved: every * (burst - 1),
            every,
        }
    }

    pub async fn until_ready(&self) {
        let mut full_again = FULL_AGAIN.lock().await;
        if let Some(full) = *full_again {
            sleep_until(full - self.saved).await;
        }
        let now = Instant::now();
        *full_again = Some(full_again.map_or(now, |full| full.max(now)) + self.every);
    }
}

fn main() {}
