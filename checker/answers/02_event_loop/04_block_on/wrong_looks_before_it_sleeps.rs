// refused: hangs — the lock is given back between the look and the sleep, so a wake-up fits in between

use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake};

#[derive(Default)]
struct Signal {
    woken: Mutex<bool>,
    news: Condvar,
}

impl Signal {
    fn wait(&self) {
        if !*self.woken.lock().unwrap() {
            let woken = self.woken.lock().unwrap();
            drop(self.news.wait(woken).unwrap());
        }
        *self.woken.lock().unwrap() = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.woken.lock().unwrap() = true;
        self.news.notify_one();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let signal = Arc::new(Signal::default());
    let waker = signal.clone().into();
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        signal.wait();
    }
}

fn main() {}
