// refused: too-concurrent — the call starts a task, whoever awaits it and whenever

use lab::AuditLog;

pub fn handle_order(log: &AuditLog, order: u32) -> impl Future<Output = String> + use<> {
    let (log, entry) = (log.clone(), format!("order {order}"));
    let task = tokio::spawn(async move {
        log.write(&entry).await;
        format!("{entry} is on its way")
    });
    async move { task.await.expect("writing does not panic") }
}

fn main() {}
