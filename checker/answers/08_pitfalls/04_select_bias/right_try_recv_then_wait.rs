// accepted: takes what is there without waiting, and waits with the end first

use tokio::sync::mpsc::Receiver;
use tokio::sync::mpsc::error::TryRecvError;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        if stop.is_cancelled() {
            return;
        }
        match queue.try_recv() {
            Ok(order) => pack(order).await,
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => tokio::select! {
                biased;
                () = stop.cancelled() => return,
                order = queue.recv() => match order {
                    Some(order) => pack(order).await,
                    None => return,
                },
            },
        }
    }
}

fn main() {}
