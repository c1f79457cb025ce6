// refused: hangs — one poll in eight wakes nobody

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    polls: u32,
    n: u32,
}
impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self { polls, n: 0 }
    }
}
impl Future for Countdown {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        self.n += 1;
        if self.n == self.polls {
            return Poll::Ready(self.n);
        }
        if self.n % 8 != 7 {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

fn main() {}
