// refused: busy-waits — looks every millisecond

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let thread = std::thread::spawn(move || articles.into_iter().map(|id| rule.price(id)).sum());
    while !thread.is_finished() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    thread.join().unwrap_or_default()
}

fn main() {}
