// refused: blocks-runtime — two small imports in a row have no turn between them

use futures::{Stream, StreamExt};
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let mut in_a_row = 0;
    while let Some(article) = articles.next().await {
        store(article);
        in_a_row += 1;
        if in_a_row == 256 {
            in_a_row = 0;
            yield_now().await;
        }
    }
}

fn main() {}
