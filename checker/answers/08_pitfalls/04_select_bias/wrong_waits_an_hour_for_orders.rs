// refused: wrong-result — gives up after an hour without an order

use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled() => return,
            order = tokio::time::timeout(Duration::from_secs(3600), queue.recv()) => match order {
                Ok(Some(order)) => pack(order).await,
                _ => return,
            },
        }
    }
}

fn main() {}
