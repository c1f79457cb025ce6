// accepted: shop and config behind one `Arc`

use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let shared = Arc::new((api.clone(), config));
    let tasks: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let shared = Arc::clone(&shared);
            tokio::spawn(async move {
                let (api, config) = &*shared;
                api.price(id, config).await
            })
        })
        .collect();
    let mut prices = Vec::new();
    for task in tasks {
        prices.push(task.await.unwrap());
    }
    prices
}

fn main() {}
