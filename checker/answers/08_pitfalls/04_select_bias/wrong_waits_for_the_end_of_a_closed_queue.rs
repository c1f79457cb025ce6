// refused: hangs — the queue is closed, and only the token is waited for

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
            Some(order) = queue.recv() => pack(order).await,
        }
    }
}

fn main() {}
