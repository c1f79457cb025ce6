// accepted: a `JoinSet`, whose outputs are put back in order

use lab::{Config, FakeApi};
use std::sync::Arc;
use tokio::task::JoinSet;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let mut prices = vec![String::new(); ids.len()];
    let mut tasks = JoinSet::new();
    for (place, id) in ids.into_iter().enumerate() {
        let (api, config) = (api.clone(), Arc::clone(&config));
        tasks.spawn(async move { (place, api.price(id, &config).await) });
    }
    while let Some(ended) = tasks.join_next().await {
        let (place, price) = ended.unwrap();
        prices[place] = price;
    }
    prices
}

fn main() {}
