// accepted: a thread of its own, which sends the sum

use std::sync::Arc;
use tokio::sync::oneshot;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let (sender, sum) = oneshot::channel();
    std::thread::spawn(move || {
        let sum = articles.into_iter().map(|id| rule.price(id)).sum();
        let _ = sender.send(sum);
    });
    sum.await.unwrap_or_default()
}

fn main() {}
