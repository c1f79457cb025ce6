// refused: hangs — a request that takes long is made again and again

use futures::{StreamExt, stream};
use lab::FakeApi;
use std::time::Duration;
use tokio::time::timeout;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let requests = stream::iter(ids).map(|id| {
        let api = api.clone();
        tokio::spawn(async move {
            loop {
                if let Ok(page) = timeout(Duration::from_secs(100), api.page(id)).await {
                    break page;
                }
            }
        })
    });
    let requests = requests.map(|page| async { page.await });
    let mut last = None;
    let mut pages = std::pin::pin!(requests.buffered(4));
    while let Some(Ok(page)) = pages.next().await {
        if last.as_ref() != Some(&page) {
            print(page.clone()).await;
        }
        last = Some(page);
    }
}

fn main() {}
