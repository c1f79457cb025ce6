// refused: wrong-result — an order whose number the log has already is not written

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    if !log.entries().contains(&entry) {
        log.write(&entry).await;
    }
    format!("{entry} is on its way")
}

fn main() {}
