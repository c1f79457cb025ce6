// refused: leaks — takes all of them first

use futures::{Stream, StreamExt};

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let all: Vec<u32> = events.by_ref().collect().await;
    for event in all {
        store(event).await;
    }
}

fn main() {}
