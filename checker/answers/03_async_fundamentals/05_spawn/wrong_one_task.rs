// refused: wrong-thread — one task for all requests

use futures::future::join_all;
use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    let api = api.clone();
    let task =
        tokio::spawn(
            async move { join_all(ids.into_iter().map(|id| api.price(id, &config))).await },
        );
    task.await.unwrap()
}

fn main() {}
