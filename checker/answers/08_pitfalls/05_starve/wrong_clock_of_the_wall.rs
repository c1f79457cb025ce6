// refused: blocks-runtime — a turn each second of the wall's clock

use futures::{Stream, StreamExt};
use std::time::{Duration, Instant};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut turn = Instant::now();
    while let Some(article) = articles.next().await {
        store(article);
        if turn.elapsed() > Duration::from_secs(1) {
            yield_now().await;
            turn = Instant::now();
        }
    }
}

fn main() {}
