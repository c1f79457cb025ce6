// refused: too-early — one poll counts to the end

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
        while self.done < self.polls {
            self.done += 1;
            context.waker().wake_by_ref();
        }
        Poll::Ready(self.done)
    }
}

fn main() {}
