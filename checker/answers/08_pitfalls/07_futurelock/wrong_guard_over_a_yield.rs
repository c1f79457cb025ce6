// refused: late — the guard lives on over a `yield_now`

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
        let mut lines = ledger.lock().await;
        lines.push(format!("delayed {order}"));
        // Let the payment go on.
        tokio::task::yield_now().await;
    };
    tokio::join!(payment, line);
}

fn main() {}
