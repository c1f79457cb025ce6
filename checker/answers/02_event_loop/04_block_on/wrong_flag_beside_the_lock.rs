// refused: hangs — between the look at the flag and the wait, a wake-up notifies nobody

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake};

#[derive(Default)]
struct Alarm {
    called: AtomicBool,
    sleeps: Mutex<()>,
    bell: Condvar,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.called.store(true, Ordering::SeqCst);
        self.bell.notify_one();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm::default());
    let waker = alarm.clone().into();
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !alarm.called.swap(false, Ordering::SeqCst) {
            let sleeps = alarm.sleeps.lock().unwrap();
            drop(alarm.bell.wait(sleeps).unwrap());
        }
    }
}

fn main() {}
