// refused: hangs — the state is looked at and then overwritten, so a `set` in between is forgotten

use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

const WAITING: u8 = 1;
const HAPPENED: u8 = 2;

#[derive(Clone, Default)]
pub struct Event {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: AtomicU8,
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
        if self.shared.state.load(Ordering::Acquire) == WAITING {
            self.shared.state.store(HAPPENED, Ordering::Release);
            let waker = self.shared.waker.lock().unwrap().take();
            waker.into_iter().for_each(Waker::wake);
        } else {
            self.shared.state.store(HAPPENED, Ordering::Release);
        }
    }
}

impl Future for EventFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        *self.shared.waker.lock().unwrap() = Some(context.waker().clone());
        if self.shared.state.load(Ordering::Acquire) == HAPPENED {
            return Poll::Ready(());
        }
        self.shared.state.store(WAITING, Ordering::Release);
        Poll::Pending
    }
}

fn main() {}
