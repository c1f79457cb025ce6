// refused: late — without `biased`, each order is a toss of a coin

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        tokio::select! {
            order = queue.recv() => match order {
                Some(order) => pack(order).await,
                None => return,
            },
            () = stop.cancelled() => return,
        }
    }
}

fn main() {}
