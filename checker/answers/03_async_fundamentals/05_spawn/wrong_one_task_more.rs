// refused: leaks — a task that does nothing of use is alive for a moment longer

use futures::future::join_all;
use lab::{Config, FakeApi};
use std::sync::Arc;

fn start(api: &FakeApi, config: &Arc<Config>, ids: &[u32]) -> Vec<tokio::task::JoinHandle<String>> {
    ids.iter()
        .map(|&id| {
            let (api, config) = (api.clone(), config.clone());
            tokio::spawn(async move { api.price(id, &config).await })
        })
        .collect()
}

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let tasks = start(api, &config, &ids);
    let prices = join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    tokio::spawn(async { tokio::task::yield_now().await });
    prices
}

fn main() {}
