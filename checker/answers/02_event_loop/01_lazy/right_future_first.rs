// accepted: the future gets a name before it is awaited

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let written = log.write(&entry);
    written.await;
    format!("{entry} is on its way")
}

fn main() {}
