// accepted: the line is a task of its own

use lab::ms;
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;
use tokio::time::timeout;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = pin!(payment);
    if timeout(ms(500), &mut payment).await.is_ok() {
        return;
    }
    let ledger = ledger.clone();
    let line = tokio::spawn(async move { ledger.lock().await.push(format!("delayed {order}")) });
    payment.await;
    let _ = line.await;
}

fn main() {}
