// refused: blocks-runtime — the thread sleeps before it takes anything

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        std::thread::sleep(Duration::from_millis(30));
        while let Some(event) = events.next().await {
            let _ = sender.send(event).await;
        }
    };
    let keep = async {
        while let Some(event) = receiver.recv().await {
            store(event).await;
        }
    };
    tokio::join!(take, keep);
}

fn main() {}
