// refused: wrong-result — the prices stand in the order in which they arrive

use lab::{Config, FakeApi};
use std::sync::Arc;
use tokio::task::JoinSet;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let mut tasks = JoinSet::new();
    for id in ids {
        let (api, config) = (api.clone(), Arc::clone(&config));
        tasks.spawn(async move { api.price(id, &config).await });
    }
    tasks.join_all().await
}

fn main() {}
