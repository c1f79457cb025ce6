// accepted: a boxed payment, which becomes a task when it is late

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = Box::pin(payment);
    if tokio::time::timeout(ms(500), &mut payment).await.is_ok() {
        return;
    }
    let payment = tokio::spawn(payment);
    let mut lines = ledger.lock().await;
    lines.push(format!("delayed {order}"));
    drop(lines);
    payment.await.expect("a payment does not panic");
}

fn main() {}
