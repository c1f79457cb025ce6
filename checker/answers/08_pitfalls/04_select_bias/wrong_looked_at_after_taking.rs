// refused: wrong-result — the order that was taken out is lost

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while let Some(order) = queue.recv().await {
        if stop.is_cancelled() {
            return;
        }
        pack(order).await;
    }
}

fn main() {}
