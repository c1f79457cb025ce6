// refused: not-concurrent — each task is awaited before the next one is started

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let mut prices = Vec::new();
    for id in ids {
        let (api, config) = (api.clone(), Arc::clone(&config));
        let task = tokio::spawn(async move { api.price(id, &config).await });
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
