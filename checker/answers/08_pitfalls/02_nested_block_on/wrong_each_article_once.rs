// refused: wrong-result — an article that comes twice is asked for once

use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::spawn_blocking;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let prices = spawn_blocking(move || {
        let mut known = HashMap::new();
        let price = |id| *known.entry(id).or_insert_with(|| rule.price(id));
        articles.into_iter().map(price).sum()
    });
    prices.await.unwrap_or_default()
}

fn main() {}
