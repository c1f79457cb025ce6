// refused: late — requests all of them, and prints when the last is there

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let pages: Vec<_> = stream::iter(ids)
        .map(|id| api.page(id))
        .buffered(4)
        .collect()
        .await;
    for page in pages {
        print(page).await;
    }
}

fn main() {}
