// accepted: the sender is moved into a block that ends before the receiving begins

use futures::future::join_all;
use lab::Till;
use tokio::sync::mpsc;

/// Listen to all `tills` at the same time, and return every sale, in the order
/// in which the tills reported them, as soon as the last till has closed.
///
/// A till reports with `Till::next_sale`, which returns `None` when it has
/// closed. (Sales at the same moment may come in any order.)
///
/// The tills share one thread with this function: start no other, and let no
/// call block it.
pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let (sender, mut receiver) = mpsc::channel(1);
    let report = async move {
        let reports = tills.into_iter().map(|mut till| {
            let sender = sender.clone();
            async move {
                while let Some(sale) = till.next_sale().await {
                    sender.send(sale).await.expect("the receiver is alive");
                }
            }
        });
        let reports = join_all(reports);
        drop(sender);
        reports.await;
    };
    let receive = async {
        let mut sales = Vec::new();
        while let Some(sale) = receiver.recv().await {
            sales.push(sale);
        }
        sales
    };
    tokio::join!(report, receive).1
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("The sales: {:?}", all_sales(Till::sample()).await);
}
