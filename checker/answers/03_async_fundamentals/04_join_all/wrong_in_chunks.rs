// refused: not-concurrent — four at once, and then the next four

use futures::future::join_all;
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let mut texts = Vec::new();
    for four in ids.chunks(4) {
        texts.extend(join_all(four.iter().map(|id| api.page(*id))).await);
    }
    texts
}

fn main() {}
