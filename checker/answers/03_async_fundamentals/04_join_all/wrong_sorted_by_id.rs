// refused: wrong-result — the ids were not sorted when they came in

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let pages: FuturesUnordered<_> = ids
        .into_iter()
        .map(|id| async move { (id, api.page(id).await) })
        .collect();
    let mut texts: Vec<(u32, String)> = pages.collect().await;
    texts.sort();
    texts.into_iter().map(|(_, text)| text).collect()
}

fn main() {}
