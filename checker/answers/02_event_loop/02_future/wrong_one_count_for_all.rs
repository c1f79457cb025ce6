// refused: wrong-result — all countdowns share one count

use std::sync::atomic::{AtomicU32, Ordering};

static DONE: AtomicU32 = AtomicU32::new(0);

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    polls: u32,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        DONE.store(0, Ordering::SeqCst);
        Self { polls }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        let done = DONE.fetch_add(1, Ordering::SeqCst) + 1;
        if done >= self.polls {
            return Poll::Ready(done);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
