// accepted: a channel without a limit, and a permit for each event in it

use futures::{Stream, StreamExt};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::unbounded_channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let room = Semaphore::new(40);
    let (sender, mut receiver) = unbounded_channel();
    let take = async {
        let sender = sender;
        while let Ok(permit) = room.acquire().await {
            let Some(event) = events.next().await else {
                return;
            };
            let _ = sender.send((event, permit));
        }
    };
    let keep = async {
        while let Some((event, permit)) = receiver.recv().await {
            store(event).await;
            drop(permit);
        }
    };
    tokio::join!(take, keep);
}

fn main() {}
