// refused: hangs — between the two, a poll leaves a waker that nobody will call

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
        let w = self.shared.lock().unwrap().waker.take();
        self.shared.lock().unwrap().happened = true;
        if let Some(w) = w {
            w.wake();
        }
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
