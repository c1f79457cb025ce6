// accepted: as many as are there, a hundred at most, and then a turn for others

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut chunks = articles.by_ref().ready_chunks(100);
    while let Some(chunk) = chunks.next().await {
        for article in chunk {
            store(article);
        }
        yield_now().await;
    }
}

fn main() {}
