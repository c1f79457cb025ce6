// refused: hangs — the waker is taken before the look, and left behind after it

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

#[derive(Clone, Default)]
pub struct Event {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    happened: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

pub struct EventFuture {
    shared: Arc<Shared>,
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
        self.shared.happened.store(true, Ordering::SeqCst);
        let waker = self.shared.waker.lock().unwrap().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for EventFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let waker = context.waker().clone();
        if self.shared.happened.load(Ordering::SeqCst) {
            return Poll::Ready(());
        }
        *self.shared.waker.lock().unwrap() = Some(waker);
        Poll::Pending
    }
}

fn main() {}
