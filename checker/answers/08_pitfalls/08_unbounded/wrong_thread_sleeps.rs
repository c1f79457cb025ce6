// refused: blocks-runtime — the thread sleeps when it has taken something

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            std::thread::sleep(Duration::from_millis(1));
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
