// refused: not-concurrent — all orders wait for one lock, whatever log they belong to

use lab::AuditLog;

static LOCK: std::sync::OnceLock<tokio::sync::Mutex<()>> = std::sync::OnceLock::new();
pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let _one = LOCK
        .get_or_init(|| tokio::sync::Mutex::new(()))
        .lock()
        .await;
    let entry = format!("order {order}");
    log.write(&entry).await;
    format!("{entry} is on its way")
}

fn main() {}
