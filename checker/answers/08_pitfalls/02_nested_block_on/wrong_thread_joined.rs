// refused: blocks-runtime — a thread of its own, for which the thread of the runtime waits

use std::sync::Arc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let thread = std::thread::spawn(move || articles.into_iter().map(|id| rule.price(id)).sum());
    thread.join().unwrap_or_default()
}

fn main() {}
