// refused: leaks — made to live for ever, so that the tasks may borrow it

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let config: &'static Config = Box::leak(Box::new(config));
    let mut tasks = Vec::new();
    for id in ids {
        let api = api.clone();
        tasks.push(tokio::spawn(async move { api.price(id, config).await }));
    }
    let mut prices = Vec::new();
    for task in tasks {
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
