// accepted: looks at the token in each turn, and waits for both in that order

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while !stop.is_cancelled() {
        let order = tokio::select! {
            biased;
            () = stop.cancelled() => None,
            order = queue.recv() => order,
        };
        let Some(order) = order else { return };
        pack(order).await;
    }
}

fn main() {}
