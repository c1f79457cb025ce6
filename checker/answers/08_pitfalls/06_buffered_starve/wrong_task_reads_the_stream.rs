// refused: late — the task that polls the stream waits for room in the channel

use futures::{StreamExt, stream};
use lab::FakeApi;
use tokio::sync::mpsc;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let (sender, mut receiver) = mpsc::channel(2);
    let api = api.clone();
    tokio::spawn(async move {
        let mut pages = stream::iter(ids).map(|id| api.page(id)).buffered(4);
        while let Some(page) = pages.next().await {
            if sender.send(page).await.is_err() {
                return;
            }
        }
    });
    while let Some(page) = receiver.recv().await {
        print(page).await;
    }
}

fn main() {}
