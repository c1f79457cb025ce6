// refused: wrong-result — prints whatever comes first

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let requests = stream::iter(ids).map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let mut pages = requests.buffer_unordered(4);
    while let Some(Ok(page)) = pages.next().await {
        print(page).await;
    }
}

fn main() {}
