// accepted: `select` of futures, which asks its first one first

use futures::future::{Either, select};
use std::pin::pin;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    loop {
        let order = {
            let (stopped, order) = (pin!(stop.cancelled()), pin!(queue.recv()));
            match select(stopped, order).await {
                Either::Right((order, _)) => order,
                Either::Left(_) => None,
            }
        };
        let Some(order) = order else { return };
        pack(order).await;
    }
}

fn main() {}
