// refused: not-concurrent — listens to sixteen tills at a time

use lab::Till;
use tokio::sync::mpsc;

pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let (tx, mut office) = mpsc::unbounded_channel();
    let room = std::sync::Arc::new(tokio::sync::Semaphore::new(16));
    for mut till in tills {
        let (tx, room) = (tx.clone(), room.clone());
        tokio::spawn(async move {
            let _p = room.acquire().await;
            while let Some(sale) = till.next_sale().await {
                tx.send(sale).unwrap()
            }
        });
    }
    drop(tx);
    let mut sales = vec![];
    while let Some(sale) = office.recv().await {
        sales.push(sale)
    }
    sales
}

fn main() {}
