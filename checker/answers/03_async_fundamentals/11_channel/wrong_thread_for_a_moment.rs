// refused: too-concurrent — starts a thread that ends at once

use lab::Till;
use tokio::sync::mpsc;

async fn all_of(tills: Vec<Till>) -> Vec<u32> {
    let (tx, mut office) = mpsc::unbounded_channel();
    for mut till in tills {
        let tx = tx.clone();
        tokio::spawn(async move {
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

pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    std::thread::spawn(|| ());
    all_of(tills).await
}

fn main() {}
