// refused: leaks — a task that nobody waits for drops the last handle on the config

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
    tokio::spawn(async move { drop(config) });
    prices
}

fn main() {}
