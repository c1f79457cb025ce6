// refused: wrong-result — a stack

use futures::{Stream, StreamExt};
use std::pin::pin;

pub async fn ingest(mut events: impl Stream<Item = u32> + Unpin, mut store: impl AsyncFnMut(u32)) {
    let mut stack = Vec::new();
    let mut open = true;
    loop {
        let event = match stack.pop() {
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
                event = events.next(), if open && stack.len() < 20 => match event {
                    Some(event) => stack.push(event),
                    None => open = false,
                },
            }
        }
    }
}

fn main() {}
