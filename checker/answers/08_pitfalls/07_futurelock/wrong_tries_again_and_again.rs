// refused: hangs — tries to get the lock, which the payment has without being polled

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
    loop {
        if let Ok(mut ledger) = ledger.try_lock() {
            ledger.push(format!("delayed {order}"));
            break;
        }
        sleep(ms(1_000)).await;
    }
    payment.await;
}

fn main() {}
