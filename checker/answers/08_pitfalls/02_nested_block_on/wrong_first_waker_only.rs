// refused: hangs — keeps the waker of the first poll, whoever polls later

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
        let sum = articles
            .into_iter()
            .map(|article| rule.price(article))
            .sum();
        let mut state = shared.lock().unwrap();
        state.0 = Some(sum);
        if let Some(waker) = state.1.take() {
            waker.wake();
        }
    });
    poll_fn(move |cx| {
        let mut state = state.lock().unwrap();
        if let Some(sum) = state.0 {
            return Poll::Ready(sum);
        }
        state.1.get_or_insert_with(|| cx.waker().clone());
        Poll::Pending
    })
    .await
}

fn main() {}
