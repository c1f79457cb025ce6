// refused: blocks-runtime — the number of an article decides, and articles may be equal

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        if article % 5_000 == 0 {
            yield_now().await;
        }
    }
}

fn main() {}
