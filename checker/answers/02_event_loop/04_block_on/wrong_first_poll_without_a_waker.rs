// refused: busy-waits — the first poll gets a waker that does nothing, so there is a second one at once

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Alarm(Thread, AtomicBool);
impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.1.store(true, SeqCst);
        self.0.unpark();
    }
}
pub fn block_on<F: Future>(future: F) -> F::Output {
    // first poll with a noop waker, then for real
    let mut f = pin!(future);
    if let Poll::Ready(o) = f.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        return o;
    }
    let a = Arc::new(Alarm(thread::current(), AtomicBool::new(false)));
    let w = Waker::from(a.clone());
    loop {
        if let Poll::Ready(o) = f.as_mut().poll(&mut Context::from_waker(&w)) {
            return o;
        }
        while !a.1.swap(false, SeqCst) {
            thread::park();
        }
    }
}

fn main() {}
