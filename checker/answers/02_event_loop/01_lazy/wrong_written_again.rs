// refused: wrong-result — it is written again where the entry of another order has come after it

use lab::AuditLog;
pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    log.write(&entry).await;
    tokio::task::yield_now().await;
    if log.entries().last() != Some(&entry) {
        log.write(&entry).await;
    }
    format!("{entry} is on its way")
}

fn main() {}
