// refused: wrong-result — takes several out at once, and forgets those that it has not packed

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    let mut orders = Vec::new();
    loop {
        let count = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            count = queue.recv_many(&mut orders, 8) => count,
        };
        if count == 0 {
            return;
        }
        for order in orders.drain(..) {
            if stop.is_cancelled() {
                return;
            }
            pack(order).await;
        }
    }
}

fn main() {}
