// refused: wrong-result — no line if somebody has the ledger

use lab::ms;
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = pin!(payment);
    tokio::select! {
        () = &mut payment => return,
        () = sleep(ms(500)) => {}
    }
    if let Ok(mut ledger) = ledger.try_lock() {
        ledger.push(format!("delayed {order}"));
    }
    payment.await;
}

fn main() {}
