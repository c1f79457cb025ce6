// accepted: makes the stream take part in the budget of the task

use futures::{Stream, StreamExt};
use tokio::task::coop::cooperative;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    while let Some(article) = cooperative(articles.next()).await {
        store(article);
    }
}

fn main() {}
