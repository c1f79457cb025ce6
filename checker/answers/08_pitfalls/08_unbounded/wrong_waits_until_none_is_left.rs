// refused: not-concurrent — when 32 wait, takes no more until all of them are stored

use futures::{Stream, StreamExt};
use std::collections::VecDeque;
use std::pin::pin;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let mut queue = VecDeque::new();
    let mut open = true;
    let mut full = false;
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
        let mut storing = pin!(store(event));
        loop {
            full = queue.len() >= 32 || full && !queue.is_empty();
            tokio::select! {
                biased;
                () = &mut storing => break,
                event = events.next(), if open && !full => match event {
                    Some(event) => queue.push_back(event),
                    None => open = false,
                },
            }
        }
    }
}

fn main() {}
