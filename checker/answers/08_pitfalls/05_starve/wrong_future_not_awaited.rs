// refused: blocks-runtime — makes the future, and does not await it

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        drop(yield_now());
    }
}

fn main() {}
