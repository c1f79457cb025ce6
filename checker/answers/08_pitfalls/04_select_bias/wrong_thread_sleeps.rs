// refused: blocks-runtime — the thread sleeps before each order

use std::time::Duration;
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
                Some(order) => {
                    std::thread::sleep(Duration::from_millis(5));
                    pack(order).await;
                }
                None => return,
            },
        }
    }
}

fn main() {}
