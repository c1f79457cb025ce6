// refused: hangs — who is dropped was the one that should have called the next

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    saved: Duration,
    every: Duration,
    full_again: Mutex<Instant>,
    waiting: Mutex<(bool, VecDeque<oneshot::Sender<()>>)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            saved: every * (burst - 1),
            every,
            full_again: Mutex::new(Instant::now()),
            waiting: Mutex::new((false, VecDeque::new())),
        }
    }

    pub async fn until_ready(&self) {
        let turn = {
            let mut waiting = self.waiting.lock().unwrap();
            match waiting.0 {
                false => {
                    waiting.0 = true;
                    None
                }
                true => {
                    let (go, gone) = oneshot::channel();
                    waiting.1.push_back(go);
                    Some(gone)
                }
            }
        };
        if let Some(turn) = turn {
            let _ = turn.await;
        }
        let ready = *self.full_again.lock().unwrap() - self.saved;
        sleep_until(ready).await;
        {
            let mut full_again = self.full_again.lock().unwrap();
            *full_again = (*full_again).max(Instant::now()) + self.every;
        }
        let mut waiting = self.waiting.lock().unwrap();
        while let Some(next) = waiting.1.pop_front() {
            if next.send(()).is_ok() {
                return;
            }
        }
        waiting.0 = false;
    }
}

fn main() {}
