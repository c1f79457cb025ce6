// refused: wrong-result — the task has begun when it returns, and is not done

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let (log, text) = (log.clone(), entry.clone());
    tokio::spawn(async move { log.write(&text).await });
    tokio::task::yield_now().await;
    format!("{entry} is on its way")
}

fn main() {}
