// accepted: what is left is counted, and the whole beside it

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    polls: u32,
    left: u32,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self { polls, left: polls }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        let this = self.get_mut();
        this.left -= 1;
        match this.left {
            0 => Poll::Ready(this.polls),
            _ => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

fn main() {}
