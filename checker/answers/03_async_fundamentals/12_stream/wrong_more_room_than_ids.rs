// refused: panicked — cuts off as many ids as there is room for

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
    let _ = &ids[..at_once];
    buffered(api, ids, at_once).await
}

fn main() {}
