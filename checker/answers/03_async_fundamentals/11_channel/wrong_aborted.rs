// refused: too-early — stops all tills when the first one has closed

use lab::Till;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Listen to all `tills` at the same time, and return every sale, in the order
/// in which the tills reported them, as soon as the last till has closed.
///
/// A till reports with `Till::next_sale`, which returns `None` when it has
/// closed. (Sales at the same moment may come in any order.)
///
/// The tills share one thread with this function: start no other, and let no
/// call block it.
pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let (sender, mut receiver) = mpsc::channel(8);
    let mut tasks = JoinSet::new();
    for mut till in tills {
        let sender = sender.clone();
        tasks.spawn(async move {
            while let Some(sale) = till.next_sale().await {
                let _ = sender.send(sale).await;
            }
        });
    }
    drop(sender);
    let mut sales = Vec::new();
    loop {
        tokio::select! {
            _ = tasks.join_next() => return sales,
            sale = receiver.recv() => sales.extend(sale),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("The sales: {:?}", all_sales(Till::sample()).await);
}
