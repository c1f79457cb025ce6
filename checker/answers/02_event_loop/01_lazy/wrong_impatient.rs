// refused: wrong-result — a limit that is shorter than the writing

use lab::AuditLog;
use lab::ms;
use tokio::time::timeout;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let _ = timeout(ms(5), log.write(&entry)).await;
    format!("{entry} is on its way")
}

fn main() {}
