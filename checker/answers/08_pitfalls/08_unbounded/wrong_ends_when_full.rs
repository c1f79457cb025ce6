// refused: wrong-result — a full channel is taken for the end

use futures::{Stream, StreamExt};
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            if sender.try_send(event).is_err() {
                return;
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
