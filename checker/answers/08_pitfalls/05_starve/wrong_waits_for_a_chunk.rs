// refused: late — waits until a hundred are there

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut chunks = articles.by_ref().chunks(100);
    while let Some(chunk) = chunks.next().await {
        for article in chunk {
            store(article);
        }
        yield_now().await;
    }
}

fn main() {}
