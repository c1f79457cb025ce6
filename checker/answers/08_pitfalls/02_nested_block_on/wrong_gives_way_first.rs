// refused: panicked — one turn for others, and then it blocks all the same

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let mut sum = 0;
    for article in articles {
        tokio::task::yield_now().await;
        sum += rule.price(article);
    }
    sum
}

fn main() {}
