// refused: late — the line comes 1 ms late

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
        () = sleep(ms(501)) => {}
    }
    let line = async { ledger.lock().await.push(format!("delayed {order}")) };
    tokio::join!(payment, line);
}

fn main() {}
