// refused: wrong-result — the output is what is left, not how many there were

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    left: u32,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self { left: polls }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        self.left -= 1;
        if self.left == 0 {
            return Poll::Ready(self.left);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
