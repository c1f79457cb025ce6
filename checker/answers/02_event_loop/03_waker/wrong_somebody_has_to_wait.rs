// refused: panicked — it counts on a waker, and nobody has polled yet

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
        EventFuture {
            shared: self.shared.clone(),
        }
    }
    pub fn set(&self) {
        let mut s = self.shared.lock().unwrap();
        if s.happened {
            return;
        }
        s.happened = true;
        let w = s.waker.take();
        drop(s);
        w.unwrap().wake();
    }
}
impl Future for EventFuture {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut s = self.shared.lock().unwrap();
        if s.happened {
            return Poll::Ready(());
        }
        s.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

fn main() {}
