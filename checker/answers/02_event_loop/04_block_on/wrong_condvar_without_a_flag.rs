// refused: hangs — a condition variable forgets who calls while nobody waits

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
        let _woken = self.woken.lock().unwrap();
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
        let woken = signal.woken.lock().unwrap();
        drop(signal.news.wait(woken).unwrap());
    }
}

fn main() {}
