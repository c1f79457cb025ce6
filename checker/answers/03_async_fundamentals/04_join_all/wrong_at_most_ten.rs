// refused: not-concurrent — in order, and no more than ten at once

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    stream::iter(ids)
        .map(|id| api.page(id))
        .buffered(10)
        .collect()
        .await
}

fn main() {}
