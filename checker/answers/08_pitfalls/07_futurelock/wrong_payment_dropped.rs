// refused: too-early — the payment is dropped after 500 ms

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;
use tokio::time::timeout;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    if timeout(ms(500), payment).await.is_err() {
        ledger.lock().await.push(format!("delayed {order}"));
    }
}

fn main() {}
