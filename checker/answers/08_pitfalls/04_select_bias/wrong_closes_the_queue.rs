// refused: late — closes the queue, and packs what is in it

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    let mut open = true;
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled(), if open => {
                queue.close();
                open = false;
            }
            order = queue.recv() => match order {
                Some(order) => pack(order).await,
                None => return,
            },
        }
    }
}

fn main() {}
