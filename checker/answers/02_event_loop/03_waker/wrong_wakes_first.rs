// refused: too-early — the task is woken before it has happened, and once more afterwards

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

#[derive(Clone, Default)]
pub struct Event {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    happened: bool,
    waker: Option<Waker>,
}

pub struct EventFuture {
    shared: Arc<Mutex<Shared>>,
}

impl Event {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn wait(&self) -> EventFuture {
        let shared = self.shared.clone();
        EventFuture { shared }
    }

    pub fn set(&self) {
        let waker = self.shared.lock().unwrap().waker.take();
        if let Some(waker) = waker {
            waker.wake();
        }
        let late = {
            let mut shared = self.shared.lock().unwrap();
            shared.happened = true;
            shared.waker.take()
        };
        // Somebody may have come in between.
        if let Some(waker) = late {
            waker.wake();
        }
    }
}

impl Future for EventFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.shared.lock().unwrap();
        if shared.happened {
            return Poll::Ready(());
        }
        shared.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

fn main() {}
