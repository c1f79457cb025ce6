// accepted: a plain function that returns the future

use lab::AuditLog;

pub fn handle_order(log: &AuditLog, order: u32) -> impl Future<Output = String> {
    async move {
        let entry = format!("order {order}");
        log.write(&entry).await;
        format!("{entry} is on its way")
    }
}

fn main() {}
