// refused: wrong-result — when the payment ends first, the line is given up

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
    let written = tokio::select! {
        () = &mut payment => false,
        () = async { ledger.lock().await.push(format!("delayed {order}")) } => true,
    };
    if written {
        payment.await;
    }
}

fn main() {}
