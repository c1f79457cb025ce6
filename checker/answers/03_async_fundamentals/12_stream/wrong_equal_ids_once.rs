// refused: wrong-result — an id that comes twice is fetched once

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
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    let text = buffered(api, unique.clone(), at_once).await;
    ids.iter()
        .map(|id| text[unique.binary_search(id).unwrap()].clone())
        .collect()
}

fn main() {}
