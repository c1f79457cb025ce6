// refused: panicked — as much room as there are tills, which may be none

use lab::Till;
use tokio::sync::mpsc;

pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let (tx, mut office) = mpsc::channel(tills.len());
    for mut till in tills {
        let tx = tx.clone();
        tokio::spawn(async move {
            while let Some(sale) = till.next_sale().await {
                tx.send(sale).await.unwrap()
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
