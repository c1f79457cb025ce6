// refused: busy-waits — the wait ends twice a second, and it polls

use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

struct Alarm(Mutex<bool>, Condvar);
impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        *self.0.lock().unwrap() = true;
        self.1.notify_one();
    }
}
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut f = pin!(future);
    let a = Arc::new(Alarm(Mutex::new(false), Condvar::new()));
    let w = Waker::from(a.clone());
    loop {
        if let Poll::Ready(o) = f.as_mut().poll(&mut Context::from_waker(&w)) {
            return o;
        }
        let (mut g, _) =
            a.1.wait_timeout_while(a.0.lock().unwrap(), Duration::from_millis(500), |r| !*r)
                .unwrap();
        *g = false;
    }
}

fn main() {}
