// accepted: `join!` polls as well

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    tokio::join!(log.write(&entry));
    format!("{entry} is on its way")
}

fn main() {}
