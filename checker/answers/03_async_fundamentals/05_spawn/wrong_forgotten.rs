// refused: leaks — one handle on the config is kept alive and never dropped

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    std::mem::forget(Arc::clone(&config));
    let mut tasks = Vec::new();
    for id in ids {
        let (api, config) = (api.clone(), Arc::clone(&config));
        tasks.push(tokio::spawn(async move { api.price(id, &config).await }));
    }
    let mut prices = Vec::new();
    for task in tasks {
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
