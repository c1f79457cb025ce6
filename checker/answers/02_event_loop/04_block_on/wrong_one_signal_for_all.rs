// refused: hangs — one flag for all threads: somebody else takes the wake-up away

use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake};

static WOKEN: Mutex<bool> = Mutex::new(false);
static NEWS: Condvar = Condvar::new();

struct Alarm;

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *WOKEN.lock().unwrap() = true;
        NEWS.notify_one();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Arc::new(Alarm).into();
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        let mut woken = WOKEN.lock().unwrap();
        while !*woken {
            woken = NEWS.wait(woken).unwrap();
        }
        *woken = false;
    }
}

fn main() {}
