// accepted: a task that is waited for

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let (log, text) = (log.clone(), entry.clone());
    let task = tokio::spawn(async move { log.write(&text).await });
    task.await.expect("writing does not panic");
    format!("{entry} is on its way")
}

fn main() {}
