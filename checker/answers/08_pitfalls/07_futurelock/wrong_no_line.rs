// refused: wrong-result — no line

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let _ = (ledger, order, ms(500), sleep(ms(0)));
    payment.await;
}

fn main() {}
