// refused: blocks-runtime — the thread sleeps before each page

use futures::{StreamExt, stream};
use lab::FakeApi;
use std::time::Duration;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let requests = stream::iter(ids).map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let mut pages = requests.buffered(4);
    while let Some(Ok(page)) = pages.next().await {
        std::thread::sleep(Duration::from_millis(5));
        print(page).await;
    }
}

fn main() {}
