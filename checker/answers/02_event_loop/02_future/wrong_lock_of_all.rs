// refused: hangs — all countdowns share a lock, which is held while the task is woken

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

static COUNTING: Mutex<()> = Mutex::new(());

pub struct Countdown {
    polls: u32,
    polled: u32,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self { polls, polled: 0 }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
        self.polled += 1;
        if self.polled >= self.polls {
            return Poll::Ready(self.polled);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
