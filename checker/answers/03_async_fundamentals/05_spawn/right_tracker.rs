// accepted: a tracker waits for the tasks, and then their handles are read

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let tracker = tokio_util::task::TaskTracker::new();
    let tasks: Vec<_> = ids
        .iter()
        .map(|&id| {
            let (api, config) = (api.clone(), config.clone());
            tracker.spawn(async move { api.price(id, &config).await })
        })
        .collect();
    tracker.close();
    tracker.wait().await;
    let mut prices = vec![];
    for task in tasks {
        prices.push(task.await.unwrap())
    }
    prices
}

fn main() {}
