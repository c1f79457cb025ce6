// refused: hangs — the wake-up is left to the runtime, which puts it off

use std::pin::Pin;
use std::task::{Context, Poll};
pub struct Countdown {
    polls: u32,
    polled: u32,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        Self { polls, polled: 0 }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        self.polled += 1;
        if self.polled >= self.polls {
            return Poll::Ready(self.polled);
        }
        let turn = std::pin::pin!(tokio::task::yield_now());
        let _ = turn.poll(context);
        Poll::Pending
    }
}

fn main() {}
