// refused: too-early — returns while the payment is under way

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = tokio::spawn(payment);
    tokio::select! {
        _ = &mut payment => {}
        () = sleep(ms(500)) => ledger.lock().await.push(format!("delayed {order}")),
    }
}

fn main() {}
