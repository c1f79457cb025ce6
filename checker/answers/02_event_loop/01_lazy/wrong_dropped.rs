// refused: wrong-result — the future is dropped by name, and never polled

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    drop(log.write(&entry));
    format!("{entry} is on its way")
}

fn main() {}
