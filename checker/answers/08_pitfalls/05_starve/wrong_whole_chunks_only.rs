// refused: wrong-result — what does not fill a chunk is lost

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut chunk = Vec::new();
    while let Some(article) = articles.next().await {
        chunk.push(article);
        if chunk.len() == 100 {
            chunk.drain(..).for_each(&mut store);
            yield_now().await;
        }
    }
}

fn main() {}
