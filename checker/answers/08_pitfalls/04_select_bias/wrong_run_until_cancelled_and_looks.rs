// refused: late — looks after each order, but `run_until_cancelled` prefers an order that comes with the stop

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while let Some(Some(order)) = stop.run_until_cancelled(queue.recv()).await {
        pack(order).await;
        if stop.is_cancelled() {
            break;
        }
    }
}

fn main() {}
