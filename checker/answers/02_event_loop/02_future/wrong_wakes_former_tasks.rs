// refused: wrong-result — every task that has ever polled is woken

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

pub struct Countdown {
    polls: u32,
    n: u32,
    w: Vec<Waker>,
}
impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self {
            polls,
            n: 0,
            w: vec![],
        }
    }
}
impl Future for Countdown {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        self.n += 1;
        if self.n == self.polls {
            return Poll::Ready(self.n);
        }
        self.w.push(cx.waker().clone());
        self.w.iter().for_each(Waker::wake_by_ref);
        Poll::Pending
    }
}

fn main() {}
