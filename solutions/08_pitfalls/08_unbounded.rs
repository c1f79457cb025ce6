// Since Monday, the service that stores the events of the tills is ended by the system
// every night, because it uses more and more memory. Nothing leaks, says every tool: when
// the evening is quiet, all of the memory comes back.
//
// A queue without a limit hides who is too slow: it is always faster to put something in
// than to take something out, and what is in between is somebody's memory.
//
// https://docs.rs/tokio/latest/tokio/sync/mpsc/index.html

use futures::{Stream, StreamExt, stream};
use lab::ms;
use std::cell::Cell;
use tokio::sync::mpsc::channel;
use tokio::time::sleep;

/// Take `events` until there are no more (after its end, the stream is not asked again),
/// and `store` each, in their order and one at a time. When this returns, all of them are
/// stored to their end. An event is stored as soon as it is there and all before it are
/// stored, however long that takes.
///
/// While one is being stored, others are taken: as long as fewer than 16 have been taken
/// whose storing has not begun, the next one is taken as soon as it is there. But never
/// more than 64 have been taken that are not stored. (An event is taken when the stream
/// has given it out, wherever it is then.) No thread is blocked.
pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    // Whoever puts an event into a full channel waits, and takes no more from the tills.
    let (sender, mut receiver) = channel(32);
    let take = async move {
        while let Some(event) = events.next().await {
            if sender.send(event).await.is_err() {
                return;
            }
        }
    };
    let keep = async {
        while let Some(event) = receiver.recv().await {
            store(event).await;
        }
    };
    tokio::join!(take, keep);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (taken, stored) = (Cell::new(0), Cell::new(0));
    let events = stream::iter(0..200).inspect(|_| taken.set(taken.get() + 1));
    ingest(events, async |_| {
        sleep(ms(2)).await;
        stored.set(stored.get() + 1);
        if stored.get() % 50 == 0 {
            println!("{} are taken, {} are stored.", taken.get(), stored.get());
        }
    })
    .await;
}

// These tests look at what is stored. A hidden test also looks at what waits.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn events_are_stored_in_their_order() {
        let mut stored = Vec::new();
        ingest(stream::iter([5, 3, 5]), async |event| stored.push(event)).await;
        assert_eq!(stored, [5, 3, 5]);
    }

    #[tokio::test(start_paused = true)]
    async fn no_event_is_lost() {
        let mut stored = 0;
        let store = async |_| {
            sleep(ms(2)).await;
            stored += 1;
        };
        ingest(stream::iter(0..500), store).await;
        assert_eq!(stored, 500);
    }
}
