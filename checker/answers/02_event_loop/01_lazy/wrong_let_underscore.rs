// refused: wrong-result — `let _` silences the warning, and drops the future

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let _ = log.write(&entry);
    format!("{entry} is on its way")
}

fn main() {}
