// accepted: a poll that wakes its own task and waits

use std::future::poll_fn;
use std::task::Poll;

async fn gives_way() {
    let mut gave = false;
    poll_fn(|context| {
        if gave {
            return Poll::Ready(());
        }
        gave = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

use futures::{Stream, StreamExt};

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut left = 120;
    while let Some(article) = articles.next().await {
        store(article);
        left -= 1;
        if left == 0 {
            gives_way().await;
            left = 120;
        }
    }
}

fn main() {}
