// refused: blocks-runtime — the entry is awaited, and then the thread sleeps for a while

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    log.write(&entry).await;
    std::thread::sleep(std::time::Duration::from_millis(200));
    format!("{entry} is on its way")
}

fn main() {}
