// refused: hangs — while no article is there, looks again and again, with a turn after each look

use futures::FutureExt;
use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut count = 0;
    loop {
        match articles.next().now_or_never() {
            Some(Some(article)) => store(article),
            Some(None) => return,
            None => count = 255,
        }
        count += 1;
        if count == 256 {
            count = 0;
            yield_now().await;
        }
    }
}

fn main() {}
