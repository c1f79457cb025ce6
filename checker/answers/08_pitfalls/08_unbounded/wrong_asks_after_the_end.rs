// refused: wrong-result — asks the stream again after its end, once for each event that is stored then

use futures::{Stream, StreamExt};
use std::collections::VecDeque;
use std::pin::pin;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let mut queue = VecDeque::new();
    let mut open = true;
    loop {
        let Some(event) = queue.pop_front() else {
            if !open {
                return;
            }
            match events.next().await {
                Some(event) => queue.push_back(event),
                None => return,
            }
            continue;
        };
        let mut asks = true;
        let mut storing = pin!(store(event));
        loop {
            tokio::select! {
                biased;
                () = &mut storing => break,
                event = events.next(), if asks && queue.len() < 32 => match event {
                    Some(event) => queue.push_back(event),
                    None => (open, asks) = (false, false),
                },
            }
        }
    }
}

fn main() {}
