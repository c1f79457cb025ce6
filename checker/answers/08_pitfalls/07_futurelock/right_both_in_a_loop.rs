// accepted: a loop that asks both

use lab::ms;
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = pin!(payment);
    let mut line = pin!(async {
        sleep(ms(500)).await;
        ledger.lock().await.push(format!("delayed {order}"));
    });
    let late = sleep(ms(500));
    tokio::pin!(late);
    let (mut paid, mut written) = (false, false);
    while !(paid && (written || !late.is_elapsed())) {
        tokio::select! {
            biased;
            () = &mut payment, if !paid => paid = true,
            () = &mut late, if !late.is_elapsed() => {}
            () = &mut line, if !written => written = true,
        }
    }
}

fn main() {}
