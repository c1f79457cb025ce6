// refused: hangs — takes the ledger first, which the payment needs

use lab::ms;
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = pin!(payment);
    let mut lines = ledger.lock().await;
    tokio::select! {
        () = &mut payment => return,
        () = sleep(ms(500)) => {}
    }
    lines.push(format!("delayed {order}"));
    payment.await;
}

fn main() {}
