// refused: blocks-runtime — a future that is ready

use futures::{Stream, StreamExt};

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        std::future::ready(()).await;
    }
}

fn main() {}
