// accepted: a clone of the waker, which is used up

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
        if self.done == self.polls {
            Poll::Ready(self.polls)
        } else {
            context.waker().clone().wake();
            Poll::Pending
        }
    }
}

fn main() {}
