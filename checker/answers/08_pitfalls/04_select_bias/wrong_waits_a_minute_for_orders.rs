// refused: too-early — a long silence is taken for the end

use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::sleep;
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
            () = sleep(Duration::from_secs(60)) => return,
        }
    }
}

fn main() {}
