// refused: blocks-runtime — the thread gives way to other threads, not to other tasks

use futures::{Stream, StreamExt};

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        std::thread::yield_now();
    }
}

fn main() {}
