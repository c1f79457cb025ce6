// refused: wrong-result — the texts stand in the order in which they arrive

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let pages: FuturesUnordered<_> = ids.into_iter().map(|id| api.page(id)).collect();
    pages.collect().await
}

fn main() {}
