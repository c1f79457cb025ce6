// refused: panicked — another executor on the same thread

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    futures::executor::block_on(async { articles.into_iter().map(|id| rule.price(id)).sum() })
}

fn main() {}
