// accepted: one future for the end, kept through all turns

use std::pin::pin;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    let mut stopped = pin!(stop.cancelled());
    loop {
        tokio::select! {
            biased;
            () = &mut stopped => break,
            order = queue.recv() => match order {
                Some(order) => pack(order).await,
                None => break,
            },
        }
    }
}

fn main() {}
