// refused: blocks-runtime — a scope waits for its threads

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    std::thread::scope(|scope| {
        let rule = &rule;
        let prices = articles
            .into_iter()
            .map(|id| scope.spawn(move || rule.price(id)));
        let prices: Vec<_> = prices.collect();
        let prices = prices.into_iter().map(|price| price.join());
        prices.map(Result::unwrap_or_default).sum()
    })
}

fn main() {}
