// refused: busy-waits — asks again and again whether the thread has ended

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let thread = std::thread::spawn(move || articles.into_iter().map(|id| rule.price(id)).sum());
    while !thread.is_finished() {
        tokio::task::yield_now().await;
    }
    thread.join().unwrap_or_default()
}

fn main() {}
