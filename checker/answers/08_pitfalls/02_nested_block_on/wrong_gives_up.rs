// refused: wrong-result — gives up after ten seconds

use lab::ms;
use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let sum = move || {
        articles
            .into_iter()
            .map(|article| rule.price(article))
            .sum()
    };
    let call = tokio::task::spawn_blocking(sum);
    match tokio::time::timeout(ms(10_000), call).await {
        Ok(sum) => sum.expect("a rule does not panic"),
        Err(_) => 0,
    }
}

fn main() {}
