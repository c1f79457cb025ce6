// refused: leaks — a batch of 32 is out of the queue, in which are 32 again

use futures::{Stream, StreamExt};
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            if sender.send(event).await.is_err() {
                return;
            }
        }
    };
    let keep = async {
        let mut batch = Vec::new();
        while receiver.recv_many(&mut batch, 32).await > 0 {
            for event in batch.drain(..) {
                store(event).await;
            }
        }
    };
    tokio::join!(take, keep);
}

fn main() {}
