// accepted: an `async` block with a future inside that yields once

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Countdown {
    work: Pin<Box<dyn Future<Output = u32> + Send>>,
}

impl Countdown {
    pub fn new(polls: u32) -> Self {
        let work = Box::pin(async move {
            for _ in 1..polls {
                let mut yielded = false;
                poll_fn(|context| {
                    if yielded {
                        return Poll::Ready(());
                    }
                    yielded = true;
                    context.waker().wake_by_ref();
                    Poll::Pending
                })
                .await;
            }
            polls
        });
        Self { work }
    }
}

impl Future for Countdown {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        self.work.as_mut().poll(context)
    }
}

fn main() {}
