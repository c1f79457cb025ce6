// refused: not-concurrent — each page is waited for before the next is asked for

use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let mut texts = Vec::new();
    for id in ids {
        texts.push(api.page(id).await);
    }
    texts
}

fn main() {}
