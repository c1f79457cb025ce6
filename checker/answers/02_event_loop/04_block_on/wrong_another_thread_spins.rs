// refused: busy-waits — this thread sleeps, and another one looks all the time whether it may wake it

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};
use std::{hint, thread};

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, SeqCst);
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let flag = Arc::new(Flag(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&flag));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        let flag = &flag;
        thread::scope(|scope| {
            scope.spawn(move || {
                while !flag.0.swap(false, SeqCst) {
                    hint::spin_loop();
                }
            });
        });
    }
}

fn main() {}
