// refused: wrong-result — what does not fit is dropped

use futures::{Stream, StreamExt};
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            let _ = sender.try_send(event);
            tokio::task::yield_now().await;
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
