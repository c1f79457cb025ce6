// refused: blocks-runtime — a limit asks the stream first, which is ready

use futures::{Stream, StreamExt};
use std::time::Duration;
use tokio::time::timeout;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Ok(Some(article)) = timeout(Duration::from_secs(3_000), articles.next()).await {
        store(article);
    }
}

fn main() {}
