// refused: wrong-thread — sixteen tasks at most, so that many requests share them

use futures::future::join_all;
use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let each = ids.len().div_ceil(16).max(1);
    let mut tasks = Vec::new();
    for some in ids.chunks(each) {
        let (api, config, some) = (api.clone(), Arc::clone(&config), some.to_vec());
        tasks.push(tokio::spawn(async move {
            join_all(some.into_iter().map(|id| api.price(id, &config))).await
        }));
    }
    let mut prices = Vec::new();
    for task in tasks {
        prices.extend(task.await.unwrap());
    }
    prices
}

fn main() {}
