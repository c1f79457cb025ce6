// accepted: the polls that are left are a range

use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    polls: u32,
    left: Range<u32>,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self {
            polls,
            left: 1..polls,
        }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        if self.left.next().is_none() {
            return Poll::Ready(self.polls);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
