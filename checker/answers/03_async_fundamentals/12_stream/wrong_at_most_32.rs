// refused: not-concurrent — never more than 32, however many are allowed

use futures::{StreamExt, stream};
use lab::FakeApi;

async fn buffered(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    stream::iter(ids)
        .map(|id| api.page(id))
        .buffered(at_once)
        .collect()
        .await
}

pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    buffered(api, ids, at_once.min(32)).await
}

fn main() {}
