// refused: hangs — a limit instead of `select!`, and the payment is kept as before

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
    ledger.lock().await.push(format!("delayed {order}"));
    payment.await;
}

fn main() {}
