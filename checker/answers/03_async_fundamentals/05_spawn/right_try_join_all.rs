// accepted: `try_join_all` waits for the handles

use futures::future::try_join_all;
use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let tasks = ids
        .into_iter()
        .map(|id| tokio::spawn(price(api.clone(), config.clone(), id)));
    try_join_all(tasks).await.unwrap()
}

async fn price(api: FakeApi, config: Arc<Config>, id: u32) -> String {
    api.price(id, &config).await
}

fn main() {}
