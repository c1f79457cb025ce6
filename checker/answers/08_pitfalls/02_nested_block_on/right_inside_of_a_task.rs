// accepted: a task that awaits a thread of the pool

use std::sync::Arc;
use tokio::task::spawn_blocking;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let task = tokio::spawn(async move {
        let sum = spawn_blocking(move || articles.iter().map(|id| rule.price(*id)).sum());
        sum.await.unwrap_or_default()
    });
    task.await.unwrap_or_default()
}

fn main() {}
