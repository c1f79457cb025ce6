// accepted: the payment is a task of its own

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = tokio::spawn(payment);
    tokio::select! {
        _ = &mut payment => return,
        () = sleep(ms(500)) => {}
    }
    ledger.lock().await.push(format!("delayed {order}"));
    let _ = payment.await;
}

fn main() {}
