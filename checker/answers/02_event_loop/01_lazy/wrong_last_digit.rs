// refused: wrong-result — only the last digit of the number is written

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {}", order % 10);
    log.write(&entry).await;
    format!("{entry} is on its way")
}

fn main() {}
