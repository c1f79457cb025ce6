// accepted: 64 permits, each of which goes with its event until that is stored

use futures::{Stream, StreamExt};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::unbounded_channel;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let room = Semaphore::new(64);
    let room = &room;
    let (sender, mut receiver) = unbounded_channel();
    let take = async move {
        while let Ok(permit) = room.acquire().await {
            let Some(event) = events.next().await else {
                return;
            };
            if sender.send((event, permit)).is_err() {
                return;
            }
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
