// accepted: an `async` block around it, which is awaited

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    async { log.write(&entry).await }.await;
    format!("{entry} is on its way")
}

fn main() {}
