// refused: late — four requests, and then four pages

use futures::future::join_all;
use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut chunks = stream::iter(ids).chunks(4);
    while let Some(ids) = chunks.next().await {
        for page in join_all(ids.into_iter().map(|id| api.page(id))).await {
            print(page).await;
        }
    }
}

fn main() {}
