// accepted: a set of futures, which polls all that are in it

use futures::StreamExt;
use futures::future::{BoxFuture, FutureExt};
use futures::stream::FuturesUnordered;
use lab::ms;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;
use tokio::time::timeout;

pub type Ledger = Arc<Mutex<Vec<String>>>;

pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut both: FuturesUnordered<BoxFuture<'_, ()>> = FuturesUnordered::new();
    both.push(payment.boxed());
    if timeout(ms(500), both.next()).await.is_ok() {
        return;
    }
    both.push(async { ledger.lock().await.push(format!("delayed {order}")) }.boxed());
    while both.next().await.is_some() {}
}

fn main() {}
