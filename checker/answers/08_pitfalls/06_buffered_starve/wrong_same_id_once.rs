// refused: wrong-result — a page that comes twice is requested once

use futures::{StreamExt, stream};
use lab::FakeApi;
use std::collections::HashMap;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut known: HashMap<u32, String> = HashMap::new();
    let requests = stream::iter(ids.clone()).map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let mut pages = stream::iter(ids).zip(requests.buffered(4));
    while let Some((id, Ok(page))) = pages.next().await {
        if known.insert(id, page.clone()).is_none() {
            print(page).await;
        }
    }
}

fn main() {}
