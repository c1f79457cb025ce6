// refused: wrong-result — the future is polled once, and then dropped

use lab::AuditLog;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let mut written = pin!(log.write(&entry));
    let _ = poll_fn(|context| Poll::Ready(written.as_mut().poll(context))).await;
    format!("{entry} is on its way")
}

fn main() {}
