// refused: wrong-result — the line comes at the beginning

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let line = async { ledger.lock().await.push(format!("delayed {order}")) };
    tokio::join!(line, payment);
}

fn main() {}
