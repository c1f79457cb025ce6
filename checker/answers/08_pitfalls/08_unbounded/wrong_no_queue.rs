// refused: not-concurrent — nothing is taken while one is being stored

use futures::{Stream, StreamExt};

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    while let Some(event) = events.next().await {
        store(event).await;
    }
}

fn main() {}
