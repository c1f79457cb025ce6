// refused: hangs — a thread wakes the task some time after the poll

use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

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
        if self.done >= self.polls {
            return Poll::Ready(self.done);
        }
        let waker = context.waker().clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(5));
            waker.wake();
        });
        Poll::Pending
    }
}

fn main() {}
