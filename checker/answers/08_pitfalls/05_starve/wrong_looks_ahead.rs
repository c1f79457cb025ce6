// refused: late — looks first whether one more comes, so as not to give way after the last

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut articles = articles.peekable();
    let mut count = 0;
    while let Some(article) = articles.next().await {
        let more = std::pin::Pin::new(&mut articles).peek().await.is_some();
        store(article);
        count += 1;
        if more && count == 256 {
            count = 0;
            yield_now().await;
        }
    }
}

fn main() {}
