// accepted: gives the thread back after each article

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        yield_now().await;
    }
}

fn main() {}
