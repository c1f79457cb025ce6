// refused: not-concurrent — sixteen tasks at a time

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
    let mut prices = vec![];
    for some in ids.chunks(16) {
        let tasks = start(api, &config, some);
        prices.extend(join_all(tasks).await.into_iter().map(Result::unwrap));
    }
    prices
}

fn main() {}
