// refused: late — it polls no more often, and forgets the order

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut pages = stream::iter(ids).map(|id| api.page(id)).buffer_unordered(4);
    while let Some(page) = pages.next().await {
        print(page).await;
    }
}

fn main() {}
