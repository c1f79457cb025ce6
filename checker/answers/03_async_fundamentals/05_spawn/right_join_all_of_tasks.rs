// accepted: `join_all` waits for the handles

use futures::future::join_all;
use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let tasks = ids.into_iter().map(|id| {
        let (api, config) = (api.clone(), config.clone());
        tokio::spawn(async move { api.price(id, &config).await })
    });
    let prices = join_all(tasks).await;
    prices.into_iter().map(Result::unwrap).collect()
}

fn main() {}
