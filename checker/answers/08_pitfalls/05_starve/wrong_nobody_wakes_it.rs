// refused: hangs — a poll that waits, and asks nobody to be polled again

use futures::{Stream, StreamExt};
use std::future::poll_fn;
use std::task::Poll;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        let mut gave = false;
        poll_fn(|_| match std::mem::replace(&mut gave, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    }
}

fn main() {}
