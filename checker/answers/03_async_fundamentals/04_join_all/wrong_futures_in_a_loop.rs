// refused: not-concurrent — a list of futures is made first, and then each is polled to its end alone

use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let pages: Vec<_> = ids.into_iter().map(|id| api.page(id)).collect();
    let mut texts = Vec::new();
    for page in pages {
        texts.push(page.await);
    }
    texts
}

fn main() {}
