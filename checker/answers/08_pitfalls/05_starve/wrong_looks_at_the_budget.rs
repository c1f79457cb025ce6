// refused: blocks-runtime — looks at the budget, of which nothing is taken

use futures::{Stream, StreamExt};
use tokio::task::coop::has_budget_remaining;
use tokio::task::yield_now;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = articles.next().await {
        store(article);
        if !has_budget_remaining() {
            yield_now().await;
        }
    }
}

fn main() {}
