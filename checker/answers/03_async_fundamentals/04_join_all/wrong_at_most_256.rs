// refused: not-concurrent — a buffer that is large, and not large enough

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    stream::iter(ids)
        .map(|id| api.page(id))
        .buffered(256)
        .collect()
        .await
}

fn main() {}
