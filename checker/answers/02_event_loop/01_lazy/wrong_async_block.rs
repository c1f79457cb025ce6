// refused: wrong-result — the `.await` stands in a block that nobody awaits

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let _written = async { log.write(&entry).await };
    format!("{entry} is on its way")
}

fn main() {}
