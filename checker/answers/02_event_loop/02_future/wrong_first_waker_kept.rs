// refused: hangs — the waker of the first poll is kept, and woken in all the others

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

pub struct Countdown {
    polls: u32,
    done: u32,
    waker: Option<Waker>,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        let waker = None;
        Self {
            polls,
            done: 0,
            waker,
        }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        self.done += 1;
        if self.done >= self.polls {
            return Poll::Ready(self.done);
        }
        let first = self.waker.get_or_insert_with(|| context.waker().clone());
        first.wake_by_ref();
        Poll::Pending
    }
}

fn main() {}
