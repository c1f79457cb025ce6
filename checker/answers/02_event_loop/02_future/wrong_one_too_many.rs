// refused: late — it looks before it counts

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
        if self.done == self.polls {
            return Poll::Ready(self.done);
        }
        self.done += 1;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
