// refused: wrong-result — a `JoinSet` hands out what ends first

use lab::FakeApi;
use tokio::task::JoinSet;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let mut pages = JoinSet::new();
    for id in ids {
        let api = api.clone();
        pages.spawn(async move { api.page(id).await });
    }
    let mut texts = Vec::new();
    while let Some(text) = pages.join_next().await {
        texts.push(text.unwrap());
    }
    texts
}

fn main() {}
