// refused: late — a line for each payment

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let line = async {
        sleep(ms(500)).await;
        ledger.lock().await.push(format!("delayed {order}"));
    };
    tokio::join!(payment, line);
}

fn main() {}
