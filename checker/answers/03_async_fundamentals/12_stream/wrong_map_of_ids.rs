// refused: wrong-result — keeps texts by their id, so that the second of two is missing

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn catalogue(api: &FakeApi, ids: Vec<u32>, at_once: usize) -> Vec<String> {
    let mut texts: std::collections::HashMap<u32, String> = stream::iter(ids.clone())
        .map(|id| async move { (id, api.page(id).await) })
        .buffer_unordered(at_once)
        .collect()
        .await;
    ids.iter().filter_map(|id| texts.remove(id)).collect()
}

fn main() {}
