// refused: blocks-runtime — the budget is switched off

use futures::{Stream, StreamExt};
use tokio::task::coop::{consume_budget, unconstrained};

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    unconstrained(async {
        while let Some(article) = articles.next().await {
            store(article);
            consume_budget().await;
        }
    })
    .await;
}

fn main() {}
