// refused: late — looks every 10 ms whether there is room

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel::<u32>(32);
    let take = async move {
        while let Some(event) = events.next().await {
            while sender.try_send(event).is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
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
