// refused: not-concurrent — nothing is requested while something is printed

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let mut pages = stream::iter(ids);
    while let Some(id) = pages.next().await {
        print(api.page(id).await).await;
    }
}

fn main() {}
