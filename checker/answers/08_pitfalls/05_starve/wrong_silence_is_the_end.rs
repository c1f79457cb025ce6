// refused: too-early — who waits for a minute waits no more

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::timeout;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Ok(Some(article)) = timeout(Duration::from_secs(60), articles.next()).await {
        store(article);
        yield_now().await;
    }
}

fn main() {}
