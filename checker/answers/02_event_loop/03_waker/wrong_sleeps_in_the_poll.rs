// refused: hangs — the poll itself waits, and holds up the whole task

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll};

#[derive(Clone, Default)]
pub struct Event {
    shared: Arc<(Mutex<Shared>, Condvar)>,
}

#[derive(Default)]
struct Shared {
    happened: bool,
}

pub struct EventFuture {
    shared: Arc<(Mutex<Shared>, Condvar)>,
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
        self.shared.0.lock().unwrap().happened = true;
        self.shared.1.notify_all();
    }
}

impl Future for EventFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let _ = context;
        let mut shared = self.shared.0.lock().unwrap();
        while !shared.happened {
            shared = self.shared.1.wait(shared).unwrap();
        }
        Poll::Ready(())
    }
}

fn main() {}
