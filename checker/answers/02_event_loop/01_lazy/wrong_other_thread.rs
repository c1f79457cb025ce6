// refused: blocks-runtime — another thread writes it, and this one stands still meanwhile

use lab::AuditLog;

pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    let (log, text) = (log.clone(), entry.clone());
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(log.write(&text));
    });
    thread.join().expect("writing does not panic");
    format!("{entry} is on its way")
}

fn main() {}
