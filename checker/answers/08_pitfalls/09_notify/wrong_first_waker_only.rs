// refused: hangs — one place for a waker, and many who wait

use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Poll, Waker};

pub struct Gate(
    Mutex<(bool, Option<Waker>)>,
    Box<dyn Fn() -> bool + Send + Sync>,
);

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(Mutex::new((false, None)), is_open)
    }

    pub fn was_opened(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 = true;
        if let Some(waker) = state.1.take() {
            waker.wake();
        }
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.1)() {
            return;
        }
        greet().await;
        poll_fn(|context| {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if state.0 {
                return Poll::Ready(());
            }
            state.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

fn main() {}
