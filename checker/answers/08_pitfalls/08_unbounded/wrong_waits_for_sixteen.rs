// refused: late — waits until there are sixteen

use futures::{Stream, StreamExt};

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let mut chunks = events.by_ref().chunks(16);
    while let Some(chunk) = chunks.next().await {
        for event in chunk {
            store(event).await;
        }
    }
}

fn main() {}
