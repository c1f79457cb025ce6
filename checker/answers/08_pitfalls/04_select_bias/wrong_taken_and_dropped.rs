// refused: wrong-result — the order that was taken out at the same moment is lost

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        let order = tokio::select! {
            order = queue.recv() => order,
            () = stop.cancelled() => return,
        };
        let Some(order) = order else { return };
        if stop.is_cancelled() {
            return;
        }
        pack(order).await;
    }
}

fn main() {}
