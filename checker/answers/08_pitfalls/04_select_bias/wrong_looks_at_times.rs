// refused: late — looks every 100 ms whether it is evening

use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while !stop.is_cancelled() {
        match timeout(Duration::from_millis(100), queue.recv()).await {
            Ok(Some(order)) => pack(order).await,
            Ok(None) => return,
            Err(_) => {}
        }
    }
}

fn main() {}
