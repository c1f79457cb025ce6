// refused: wrong-result — the last price only

use std::sync::Arc;
use tokio::task::spawn_blocking;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let prices = spawn_blocking(move || articles.into_iter().map(|id| rule.price(id)).last());
    prices.await.ok().flatten().unwrap_or_default()
}

fn main() {}
