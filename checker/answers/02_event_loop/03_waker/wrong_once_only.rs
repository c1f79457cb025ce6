// refused: panicked — it must not be set again while somebody waits

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
        assert!(!s.happened || s.waker.is_none(), "twice");
        s.happened = true;
        let w = s.waker.clone();
        drop(s);
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
