// refused: hangs — `block_in_place` where the runtime has several threads: other tasks go on, but what its own does besides stands still

use std::sync::Arc;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::{block_in_place, spawn_blocking};

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let sum = move || articles.into_iter().map(|id| rule.price(id)).sum();
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::CurrentThread => spawn_blocking(sum).await.unwrap(),
        _ => block_in_place(sum),
    }
}

fn main() {}
