// refused: late — a task gives each token to who is first in line, and it is lost if that one is dropped before its turn

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    state: Arc<Mutex<State>>,
}

struct State {
    tokens: u32,
    line: VecDeque<oneshot::Sender<()>>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        let state = State {
            tokens: burst,
            line: VecDeque::new(),
        };
        Self {
            burst,
            every,
            state: Arc::new(Mutex::new(state)),
        }
    }

    pub async fn until_ready(&self) {
        let turn = {
            let mut state = self.state.lock().unwrap();
            if state.tokens > 0 {
                if state.tokens == self.burst {
                    tokio::spawn(refill(Arc::downgrade(&self.state), self.burst, self.every));
                }
                state.tokens -= 1;
                return;
            }
            let (sender, turn) = oneshot::channel();
            state.line.push_back(sender);
            turn
        };
        let _ = turn.await;
    }
}

async fn refill(state: std::sync::Weak<Mutex<State>>, burst: u32, every: Duration) {
    let mut next = Instant::now();
    loop {
        next += every;
        sleep_until(next).await;
        let Some(state) = state.upgrade() else { return };
        let mut state = state.lock().unwrap();
        let mut given = false;
        while let Some(first) = state.line.pop_front() {
            if first.send(()).is_ok() {
                given = true;
                break;
            }
        }
        if !given {
            state.tokens += 1;
            if state.tokens == burst {
                return;
            }
        }
    }
}

fn main() {}
