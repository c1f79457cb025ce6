// accepted: a `JoinSet`, whose outputs are put back in order

use lab::FakeApi;
use tokio::task::JoinSet;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let mut texts = vec![String::new(); ids.len()];
    let mut pages = JoinSet::new();
    for (place, id) in ids.into_iter().enumerate() {
        let api = api.clone();
        pages.spawn(async move { (place, api.page(id).await) });
    }
    while let Some(page) = pages.join_next().await {
        let (place, text) = page.unwrap();
        texts[place] = text;
    }
    texts
}

fn main() {}
