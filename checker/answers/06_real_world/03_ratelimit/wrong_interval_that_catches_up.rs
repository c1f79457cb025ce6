// refused: too-early — an interval makes up for the ticks that nobody took

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, Interval, interval_at};

pub struct Limiter {
    ticks: Mutex<(u32, Interval)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        let ticks = interval_at(Instant::now() + every, every);
        Self {
            ticks: Mutex::new((burst, ticks)),
        }
    }

    pub async fn until_ready(&self) {
        let mut ticks = self.ticks.lock().await;
        match ticks.0.checked_sub(1) {
            Some(left) => ticks.0 = left,
            None => {
                ticks.1.tick().await;
            }
        }
    }
}

fn main() {}
