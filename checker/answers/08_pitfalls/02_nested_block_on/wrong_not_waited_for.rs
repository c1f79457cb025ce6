// refused: wrong-result — does not wait for the prices

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::task::spawn_blocking;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let sum = Arc::new(AtomicU64::new(0));
    let all = sum.clone();
    spawn_blocking(move || {
        for article in articles {
            all.fetch_add(rule.price(article), Ordering::SeqCst);
        }
    });
    tokio::task::yield_now().await;
    sum.load(Ordering::SeqCst)
}

fn main() {}
