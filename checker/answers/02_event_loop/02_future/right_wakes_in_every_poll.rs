// accepted: the last poll wakes its task as well, which is superfluous and harmless

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    polls: u32,
    done: u32,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self { polls, done: 0 }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        self.done += 1;
        context.waker().wake_by_ref();
        if self.done == self.polls {
            Poll::Ready(self.done)
        } else {
            Poll::Pending
        }
    }
}

fn main() {}
