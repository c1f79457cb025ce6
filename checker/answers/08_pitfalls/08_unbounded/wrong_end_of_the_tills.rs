// refused: not-started — returns when the tills have closed

use futures::{Stream, StreamExt};
use tokio::sync::mpsc::channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            let _ = sender.send(event).await;
        }
    };
    let keep = async {
        while let Some(event) = receiver.recv().await {
            store(event).await;
        }
    };
    tokio::select! {
        () = take => {}
        () = keep => {}
    }
}

fn main() {}
