// refused: hangs — a sender is alive, so the channel never ends

use std::sync::Arc;
use tokio::sync::mpsc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let (sender, mut prices) = mpsc::unbounded_channel();
    let keep = sender.clone();
    std::thread::spawn(move || {
        for article in articles {
            let _ = sender.send(rule.price(article));
        }
    });
    let mut sum = 0;
    while let Some(price) = prices.recv().await {
        sum += price;
    }
    drop(keep);
    sum
}

fn main() {}
