// refused: busy-waits — whoever unparks the thread makes it poll

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Alarm(Thread);
impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut f = pin!(future);
    let w = Waker::from(Arc::new(Alarm(thread::current())));
    loop {
        if let Poll::Ready(o) = f.as_mut().poll(&mut Context::from_waker(&w)) {
            return o;
        }
        thread::park();
    }
}

fn main() {}
