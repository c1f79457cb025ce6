// refused: wrong-result — the entry is written twice

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    log.write(&entry).await;
    log.write(&entry).await;
    format!("{entry} is on its way")
}

fn main() {}
