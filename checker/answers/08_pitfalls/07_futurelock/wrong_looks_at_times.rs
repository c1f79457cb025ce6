// refused: late — tries to get the lock every 10 ms, beside the payment

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
    let line = async {
        loop {
            if let Ok(mut ledger) = ledger.try_lock() {
                ledger.push(format!("delayed {order}"));
                return;
            }
            sleep(ms(130)).await;
        }
    };
    tokio::join!(payment, line);
}

fn main() {}
