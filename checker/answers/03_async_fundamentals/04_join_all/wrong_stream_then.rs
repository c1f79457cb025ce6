// refused: not-concurrent — `then` works on one item after another

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    stream::iter(ids).then(|id| api.page(id)).collect().await
}

fn main() {}
