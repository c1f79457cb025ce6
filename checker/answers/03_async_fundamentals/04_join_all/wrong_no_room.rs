// refused: hangs — without ids there is room for no future, so the stream is never asked whether it is over

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let room = ids.len();
    stream::iter(ids)
        .map(|id| api.page(id))
        .buffered(room)
        .collect()
        .await
}

fn main() {}
