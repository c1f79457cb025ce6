// accepted: the texts are looked up by their ids in the end

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::FakeApi;
use std::collections::HashMap;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let pages: FuturesUnordered<_> = ids
        .iter()
        .map(|&id| async move { (id, api.page(id).await) })
        .collect();
    let mut texts: HashMap<u32, String> = pages.collect().await;
    ids.iter().filter_map(|id| texts.remove(id)).collect()
}

fn main() {}
