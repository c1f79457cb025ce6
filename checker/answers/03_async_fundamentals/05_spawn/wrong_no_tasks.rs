// refused: wrong-thread — many futures, and all of them in the one task of the caller

use futures::future::join_all;
use lab::{Config, FakeApi};
use std::sync::Arc;

pub async fn prices(api: &FakeApi, config: Arc<Config>, ids: Vec<u32>) -> Vec<String> {
    join_all(ids.into_iter().map(|id| api.price(id, &config))).await
}

fn main() {}
