// refused: panicked — a panic is caught, and costs nothing

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let price = |id| catch_unwind(AssertUnwindSafe(|| rule.price(id))).unwrap_or_default();
    articles.into_iter().map(price).sum()
}

fn main() {}
