// refused: wrong-result — closes the queue when it stops

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
            () = stop.cancelled() => {
                queue.close();
                return;
            }
            order = queue.recv() => match order {
                Some(order) => pack(order).await,
                None => return,
            },
        }
    }
}

fn main() {}
