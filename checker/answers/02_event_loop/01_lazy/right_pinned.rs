// accepted: pinned, and awaited by reference

use lab::AuditLog;
use std::pin::pin;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let mut written = pin!(log.write(&entry));
    written.as_mut().await;
    format!("{entry} is on its way")
}

fn main() {}
