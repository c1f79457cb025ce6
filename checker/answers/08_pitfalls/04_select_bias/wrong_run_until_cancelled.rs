// refused: late — `run_until_cancelled` prefers the order that is ready

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while let Some(Some(order)) = stop.run_until_cancelled(queue.recv()).await {
        pack(order).await;
    }
}

fn main() {}
