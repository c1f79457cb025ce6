// refused: hangs — a thread of `spawn_blocking` stands in line

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;
pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = tokio::spawn(payment);
    tokio::select! {
        paid = &mut payment => return paid.expect("a payment does not panic"),
        () = sleep(ms(500)) => {}
    }
    let own = ledger.clone();
    let line = move || own.blocking_lock().push(format!("delayed {order}"));
    tokio::task::spawn_blocking(line)
        .await
        .expect("pushing does not panic");
    payment.await.expect("a payment does not panic");
}

fn main() {}
