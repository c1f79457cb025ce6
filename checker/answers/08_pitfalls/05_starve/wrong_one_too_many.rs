// refused: blocks-runtime — one article too many between two turns

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut count = 0;
    while let Some(article) = articles.next().await {
        store(article);
        count += 1;
        if count % 257 == 0 {
            yield_now().await;
        }
    }
}

fn main() {}
