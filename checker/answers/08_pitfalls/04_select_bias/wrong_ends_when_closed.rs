// refused: wrong-result — returns when the queue is closed, though there are orders in it

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
            order = queue.recv() => match order {
                Some(order) => pack(order).await,
                None => return,
            },
        }
        if queue.is_closed() {
            return;
        }
    }
}

fn main() {}
