// refused: leaks — a task that never ends keeps the config

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let kept = Arc::clone(&config);
    tokio::spawn(async move {
        std::future::pending::<()>().await;
        drop(kept);
    });
    let tasks: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let (api, config) = (api.clone(), Arc::clone(&config));
            tokio::spawn(async move { api.price(id, &config).await })
        })
        .collect();
    let mut prices = Vec::new();
    for task in tasks {
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
