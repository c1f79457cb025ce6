// accepted: `for_each` with a future that gives way now and then

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut count = 0_usize;
    articles
        .for_each(|article| {
            store(article);
            count += 1;
            let give_way = count % 200 == 0;
            async move {
                if give_way {
                    yield_now().await;
                }
            }
        })
        .await;
}

fn main() {}
