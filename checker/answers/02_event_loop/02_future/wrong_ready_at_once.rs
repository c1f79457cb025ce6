// refused: too-early — it does not wait to be looked at

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
        let _ = context;
        self.done = self.polls;
        Poll::Ready(self.done)
    }
}

fn main() {}
