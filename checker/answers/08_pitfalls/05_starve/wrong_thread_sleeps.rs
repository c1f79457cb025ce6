// refused: blocks-runtime — the thread sleeps

use futures::{Stream, StreamExt};
use std::time::Duration;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut count = 0;
    while let Some(article) = articles.next().await {
        store(article);
        count += 1;
        if count % 100 == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

fn main() {}
