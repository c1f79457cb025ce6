// accepted: `FuturesOrdered` keeps the order

use futures::StreamExt;
use futures::stream::FuturesOrdered;
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let pages: FuturesOrdered<_> = ids.into_iter().map(|id| api.page(id)).collect();
    pages.collect().await
}

fn main() {}
