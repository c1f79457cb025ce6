// refused: hangs — the flag is read and then taken back, so a wake-up fits in between

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Alarm {
    called: AtomicBool,
    thread: Thread,
}

impl Alarm {
    fn was_called(&self) -> bool {
        let called = self.called.load(Ordering::Acquire);
        self.called.store(false, Ordering::Release);
        called
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.called.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm {
        called: AtomicBool::new(false),
        thread: thread::current(),
    });
    let waker = Waker::from(alarm.clone());
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !alarm.was_called() {
            thread::park();
        }
    }
}

fn main() {}
