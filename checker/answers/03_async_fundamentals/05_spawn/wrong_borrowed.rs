// refused: does-not-compile — a task cannot borrow what belongs to the function

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let mut tasks = Vec::new();
    for id in ids {
        tasks.push(tokio::spawn(async { api.price(id, &config).await }));
    }
    let mut prices = Vec::new();
    for task in tasks {
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
