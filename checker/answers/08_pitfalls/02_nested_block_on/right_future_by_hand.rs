// accepted: a thread, and a future written by hand with the waker of the last poll

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::Mutex;
use std::task::{Poll, Waker};

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let state = Arc::new(Mutex::new((None::<u64>, None::<Waker>)));
    let shared = state.clone();
    std::thread::spawn(move || {
        let mut sum = 0;
        for article in articles {
            sum += rule.price(article);
        }
        let mut state = shared.lock().unwrap();
        state.0 = Some(sum);
        let waker = state.1.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    poll_fn(move |cx| {
        let mut state = state.lock().unwrap();
        match state.0 {
            Some(sum) => Poll::Ready(sum),
            None => {
                state.1 = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    })
    .await
}

fn main() {}
