// refused: blocks-runtime — a condition variable blocks the thread of the runtime

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

pub struct Gate(Mutex<bool>, Condvar, Box<dyn Fn() -> bool + Send + Sync>);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(Mutex::new(false), Condvar::new(), is_open)
    }

    pub fn was_opened(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.1.notify_all();
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.2)() {
            return;
        }
        greet().await;
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hour = Duration::from_secs(3_600);
        drop(self.1.wait_timeout_while(guard, hour, |open| !*open));
    }
}

fn main() {}
