// accepted: a channel and a sink of the crate futures

use futures::SinkExt;
use futures::channel::mpsc::channel;
use futures::{Stream, StreamExt};

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (mut sender, mut receiver) = channel(30);
    let take = async move {
        while let Some(event) = events.next().await {
            let _ = sender.send(event).await;
        }
    };
    let keep = async {
        while let Some(event) = receiver.next().await {
            store(event).await;
        }
    };
    tokio::join!(take, keep);
}

fn main() {}
