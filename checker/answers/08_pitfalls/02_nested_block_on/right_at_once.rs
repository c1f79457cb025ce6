// accepted: all calls at once, in a set

use std::sync::Arc;
use tokio::task::JoinSet;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let mut prices = JoinSet::new();
    for article in articles {
        let rule = rule.clone();
        prices.spawn_blocking(move || rule.price(article));
    }
    prices.join_all().await.into_iter().sum()
}

fn main() {}
