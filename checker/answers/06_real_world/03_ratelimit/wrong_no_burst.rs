// refused: late — sleeps before each call

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub struct Limiter {
    every: Duration,
    turn: Mutex<()>,
}

impl Limiter {
    pub fn new(_burst: u32, every: Duration) -> Self {
        Self {
            every,
            turn: Mutex::new(()),
        }
    }

    pub async fn until_ready(&self) {
        let _turn = self.turn.lock().await;
        sleep(self.every).await;
    }
}

fn main() {}
