// refused: leaks — a queue of its own, without a limit

use futures::{Stream, StreamExt};
use std::collections::VecDeque;
use std::pin::pin;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let mut queue = VecDeque::new();
    let mut open = true;
    loop {
        let event = match queue.pop_front() {
            Some(event) => event,
            None if !open => return,
            None => match events.next().await {
                Some(event) => event,
                None => return,
            },
        };
        let mut storing = pin!(store(event));
        loop {
            tokio::select! {
                () = &mut storing => break,
                event = events.next(), if open => match event {
                    Some(event) => queue.push_back(event),
                    None => open = false,
                },
            }
        }
    }
}

fn main() {}
