// refused: wrong-result — who came last gets the next token

use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    saved: Duration,
    every: Duration,
    full_again: Mutex<Instant>,
    waiting: Mutex<(bool, Vec<oneshot::Sender<()>>)>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            saved: every * (burst - 1),
            every,
            full_again: Mutex::new(Instant::now()),
            waiting: Mutex::new((false, Vec::new())),
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
                    waiting.1.push(go);
                    Some(gone)
                }
            }
        };
        if let Some(turn) = turn {
            let _ = turn.await;
        }
        let _pass_on = PassOn(self);
        let ready = *self.full_again.lock().unwrap() - self.saved;
        sleep_until(ready).await;
        let mut full_again = self.full_again.lock().unwrap();
        *full_again = (*full_again).max(Instant::now()) + self.every;
    }
}

struct PassOn<'a>(&'a Limiter);

impl Drop for PassOn<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting.lock().unwrap();
        while let Some(next) = waiting.1.pop() {
            if next.send(()).is_ok() {
                return;
            }
        }
        waiting.0 = false;
    }
}

fn main() {}
