// accepted: an `async` block that yields between its chunks, polled by hand

use lab::RemoteFile;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use tokio::task::yield_now;

#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    More,
    Done(Vec<u8>),
}

pub struct Download {
    work: Pin<Box<dyn Future<Output = Vec<u8>>>>,
}

impl Download {
    pub fn new(file: RemoteFile) -> Self {
        let work = Box::pin(async move {
            let mut received = Vec::new();
            loop {
                received.extend_from_slice(file.chunk_at(received.len()));
                if received.len() >= file.size() {
                    return received;
                }
                yield_now().await;
            }
        });
        Self { work }
    }

    pub fn step(&mut self) -> Step {
        let mut context = Context::from_waker(Waker::noop());
        match self.work.as_mut().poll(&mut context) {
            Poll::Ready(received) => Step::Done(received),
            Poll::Pending => Step::More,
        }
    }
}

fn main() {}
