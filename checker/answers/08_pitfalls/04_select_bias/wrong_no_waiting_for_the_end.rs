// refused: late — where there is no order, nobody sees the end

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while !stop.is_cancelled() {
        let Some(order) = queue.recv().await else {
            return;
        };
        pack(order).await;
    }
}

fn main() {}
