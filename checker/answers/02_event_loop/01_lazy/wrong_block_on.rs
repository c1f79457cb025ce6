// refused: blocks-runtime — `block_on` holds the thread on which the entry would be written

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    futures::executor::block_on(log.write(&entry));
    format!("{entry} is on its way")
}

fn main() {}
