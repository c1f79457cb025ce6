// refused: wrong-result — the line is given up after a minute

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;
pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = tokio::spawn(payment);
    tokio::select! {
        paid = &mut payment => return paid.expect("a payment does not panic"),
        () = sleep(ms(500)) => {}
    }
    if let Ok(mut lines) = tokio::time::timeout(ms(60_000), ledger.lock()).await {
        lines.push(format!("delayed {order}"));
    }
    payment.await.expect("a payment does not panic");
}

fn main() {}
