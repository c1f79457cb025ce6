// refused: too-concurrent — one too many

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let requests = stream::iter(ids).map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let mut pages = requests.buffered(5);
    while let Some(Ok(page)) = pages.next().await {
        print(page).await;
    }
}

fn main() {}
