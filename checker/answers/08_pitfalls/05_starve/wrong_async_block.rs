// refused: blocks-runtime — a block that is always ready

use futures::{Stream, StreamExt};

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        async { store(article) }.await;
    }
}

fn main() {}
