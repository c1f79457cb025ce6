// accepted: a future by hand

use std::future::poll_fn;
use std::mem::take;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let shared = Arc::new(Mutex::new((None, None::<Waker>)));
    let pool = Arc::clone(&shared);
    rayon::spawn(move || {
        let result = work();
        let mut shared = pool.lock().unwrap();
        shared.0 = Some(result);
        let waker = take(&mut shared.1);
        drop(shared);
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    poll_fn(move |context| {
        let mut shared = shared.lock().unwrap();
        match shared.0.take() {
            Some(result) => Poll::Ready(result),
            None => {
                shared.1 = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
    .await
}

fn main() {}
