// accepted: a stream with room for all of them

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let room = ids.len().max(1);
    stream::iter(ids)
        .map(|id| api.page(id))
        .buffered(room)
        .collect()
        .await
}

fn main() {}
