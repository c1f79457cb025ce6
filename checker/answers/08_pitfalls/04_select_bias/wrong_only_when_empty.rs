// refused: late — looks at the token when there is nothing to do

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        while let Ok(order) = queue.try_recv() {
            pack(order).await;
        }
        tokio::select! {
            biased;
            () = stop.cancelled() => return,
            order = queue.recv() => match order {
                Some(order) => pack(order).await,
                None => return,
            },
        }
    }
}

fn main() {}
