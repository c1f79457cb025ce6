// refused: panicked — a task runs on a thread of the runtime, too

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let task = tokio::spawn(async move { articles.into_iter().map(|id| rule.price(id)).sum() });
    task.await.unwrap_or_default()
}

fn main() {}
