// refused: panicked — a sum of 32 bits

use std::sync::Arc;
use tokio::task::spawn_blocking;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let prices = spawn_blocking(move || {
        let prices = articles.into_iter().map(|id| rule.price(id));
        prices
            .map(|price| u32::try_from(price).expect("it is small"))
            .sum::<u32>()
    });
    u64::from(prices.await.expect("no rule panics"))
}

fn main() {}
