// refused: blocks-runtime — one turn at the beginning

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    yield_now().await;
    while let Some(article) = articles.next().await {
        store(article);
    }
}

fn main() {}
