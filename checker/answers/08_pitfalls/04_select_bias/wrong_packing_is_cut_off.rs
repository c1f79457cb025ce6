// refused: too-early — the order that is being packed is dropped

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
            done = async {
                let order = queue.recv().await?;
                pack(order).await;
                Some(())
            } => if done.is_none() {
                return;
            },
        }
    }
}

fn main() {}
