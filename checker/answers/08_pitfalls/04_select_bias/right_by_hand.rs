// accepted: both are polled by hand, the end first

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

pub async fn pack_orders(
    queue: &mut Receiver<u32>,
    stop: &CancellationToken,
    mut pack: impl AsyncFnMut(u32),
) {
    let mut stopped = pin!(stop.cancelled());
    loop {
        let next = poll_fn(|context| match stopped.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => queue.poll_recv(context),
        });
        let Some(order) = next.await else { return };
        pack(order).await;
    }
}

fn main() {}
