// refused: hangs — asks again and again instead of waiting

use tokio::sync::mpsc::Receiver;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    while !stop.is_cancelled() {
        match queue.try_recv() {
            Ok(order) => pack(order).await,
            Err(TryRecvError::Empty) => yield_now().await,
            Err(TryRecvError::Disconnected) => return,
        }
    }
}

fn main() {}
