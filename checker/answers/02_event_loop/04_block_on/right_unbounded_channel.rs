// accepted: a channel that keeps every wake-up, and a poll for each

use std::pin::pin;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake};

struct Bell(Mutex<Sender<()>>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        let _ = self.0.lock().unwrap().send(());
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let (ring, rung) = channel();
    let waker = Arc::new(Bell(Mutex::new(ring))).into();
    let mut context = Context::from_waker(&waker);
    let mut polled = future.as_mut().poll(&mut context);
    loop {
        match polled {
            Poll::Ready(output) => return output,
            Poll::Pending => rung.recv().expect("the waker is here"),
        }
        polled = future.as_mut().poll(&mut context);
    }
}

fn main() {}
