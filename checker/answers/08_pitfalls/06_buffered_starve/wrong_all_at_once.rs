// refused: too-concurrent — a task for every request, at the beginning

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let requests: Vec<_> = stream::iter(ids)
        .map(|id| {
            let api = api.clone();
            tokio::spawn(async move { api.page(id).await })
        })
        .collect()
        .await;
    for page in requests {
        if let Ok(page) = page.await {
            print(page).await;
        }
    }
}

fn main() {}
