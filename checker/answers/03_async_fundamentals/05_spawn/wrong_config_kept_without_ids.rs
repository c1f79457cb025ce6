// refused: leaks — without ids, a task that nobody waits for drops the config

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    if ids.is_empty() {
        tokio::spawn(async move { drop(config) });
        return Vec::new();
    }
    let mut tasks = Vec::new();
    for id in ids {
        let (api, config) = (api.clone(), Arc::clone(&config));
        tasks.push(tokio::spawn(async move { api.price(id, &config).await }));
    }
    drop(config);
    let mut prices = Vec::new();
    for task in tasks {
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
