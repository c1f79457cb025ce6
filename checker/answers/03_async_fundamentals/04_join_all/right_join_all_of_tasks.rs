// accepted: `join_all` of `JoinHandle`s

use futures::future::join_all;
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let tasks = ids.into_iter().map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let texts = join_all(tasks).await;
    texts.into_iter().map(|text| text.unwrap()).collect()
}

fn main() {}
