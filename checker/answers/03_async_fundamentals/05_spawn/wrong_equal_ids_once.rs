// refused: wrong-result — an id that comes twice is asked for once

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
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    let tasks = start(api, &config, &unique);
    let prices: Vec<String> = join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    ids.iter()
        .map(|id| prices[unique.binary_search(id).unwrap()].clone())
        .collect()
}

fn main() {}
