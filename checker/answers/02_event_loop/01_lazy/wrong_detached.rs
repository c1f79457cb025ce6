// refused: wrong-result — a task writes it, and nobody waits for that

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let (log, text) = (log.clone(), entry.clone());
    tokio::spawn(async move { log.write(&text).await });
    format!("{entry} is on its way")
}

fn main() {}
