// accepted: one future pays and says when it is done, another one waits for that or for 500 ms

use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::sync::oneshot;
use tokio::time::sleep;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let (done, paid) = oneshot::channel::<()>();
    let pays = async move {
        payment.await;
        drop(done);
    };
    let line = async {
        tokio::select! {
            biased;
            _ = paid => return,
            () = sleep(ms(500)) => {}
        }
        ledger.lock().await.push(format!("delayed {order}"));
    };
    tokio::join!(pays, line);
}

fn main() {}
