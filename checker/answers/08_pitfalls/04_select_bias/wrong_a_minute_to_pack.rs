// refused: too-early — an order that is being packed is given up after a minute

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        let order = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            order = queue.recv() => order,
        };
        let Some(order) = order else { return };
        tokio::select! {
            () = pack(order) => {}
            () = async {
                stop.cancelled().await;
                tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            } => return,
        }
    }
}

fn main() {}
