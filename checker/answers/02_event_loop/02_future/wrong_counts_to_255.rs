// refused: wrong-result — the number of polls is kept in a byte

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    polls: u8,
    n: u8,
}
impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self {
            polls: polls as u8,
            n: 0,
        }
    }
}
impl Future for Countdown {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        self.n = self.n.wrapping_add(1);
        if self.n == self.polls {
            return Poll::Ready(self.n.into());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
