// refused: late — keeps the ledger for up to 5 ms to see whether the payment ends

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
    let mut lines = ledger.lock().await;
    lines.push(format!("delayed {order}"));
    let paid = tokio::time::timeout(ms(5), &mut payment).await;
    drop(lines);
    match paid {
        Ok(paid) => paid.expect("a payment does not panic"),
        Err(_) => payment.await.expect("a payment does not panic"),
    }
}

fn main() {}
