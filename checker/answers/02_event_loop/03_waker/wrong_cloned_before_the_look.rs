// refused: hangs — the waker is taken first, but stored only after the look

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
        s.happened = true;
        let w = s.waker.take();
        drop(s);
        if let Some(w) = w {
            w.wake();
        }
    }
}
impl Future for EventFuture {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let w = cx.waker().clone();
        if self.shared.lock().unwrap().happened {
            return Poll::Ready(());
        }
        self.shared.lock().unwrap().waker = Some(w);
        Poll::Pending
    }
}

fn main() {}
