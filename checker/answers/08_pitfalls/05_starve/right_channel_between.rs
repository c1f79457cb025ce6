// accepted: a channel between reading and storing, which takes part in the budget

use futures::{Stream, StreamExt};
use tokio::sync::mpsc;

pub async fn import(mut articles: impl Stream<Item = u32> + Unpin, mut store: impl FnMut(u32)) {
    let (sender, mut receiver) = mpsc::channel(64);
    let read = async move {
        while let Some(article) = articles.next().await {
            if sender.send(article).await.is_err() {
                return;
            }
        }
    };
    let keep = async {
        while let Some(article) = receiver.recv().await {
            store(article);
        }
    };
    tokio::join!(read, keep);
}

fn main() {}
