// refused: wrong-result — a channel that overwrites what was not taken in time

use futures::{Stream, StreamExt};
use tokio::sync::broadcast::{channel, error::RecvError};

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            let _ = sender.send(event);
        }
    };
    let keep = async {
        loop {
            match receiver.recv().await {
                Ok(event) => store(event).await,
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    };
    tokio::join!(take, keep);
}

fn main() {}
