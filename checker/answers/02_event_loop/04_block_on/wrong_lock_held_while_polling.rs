// refused: hangs — the waker waits for a lock that is held during the poll

use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake};

#[derive(Default)]
struct Signal {
    woken: Mutex<bool>,
    news: Condvar,
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
        let mut woken = signal.woken.lock().unwrap();
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !*woken {
            woken = signal.news.wait(woken).unwrap();
        }
        *woken = false;
    }
}

fn main() {}
