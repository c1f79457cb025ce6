// refused: blocks-runtime — collects all of them, and stores with turns in between

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let all: Vec<u32> = articles.by_ref().collect().await;
    for chunk in all.chunks(500) {
        chunk.iter().copied().for_each(&mut store);
        yield_now().await;
    }
}

fn main() {}
