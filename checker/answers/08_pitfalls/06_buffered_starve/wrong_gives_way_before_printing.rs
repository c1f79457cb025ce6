// refused: late — one turn for others helps only those that are ready

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut pages = stream::iter(ids).map(|id| api.page(id)).buffered(4);
    while let Some(page) = pages.next().await {
        tokio::task::yield_now().await;
        print(page).await;
    }
}

fn main() {}
