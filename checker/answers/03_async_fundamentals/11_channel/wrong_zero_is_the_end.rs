// refused: wrong-result — a sale of 0 is taken for the end of its till

use lab::Till;
use tokio::sync::mpsc;

pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let (tx, mut office) = mpsc::unbounded_channel();
    let mut open = tills.len();
    for mut till in tills {
        let tx = tx.clone();
        tokio::spawn(async move {
            while let Some(sale) = till.next_sale().await {
                tx.send(sale).unwrap()
            }
            tx.send(0).unwrap()
        });
    }
    let mut sales = vec![];
    while open > 0 {
        match office.recv().await {
            Some(0) => open -= 1,
            Some(sale) => sales.push(sale),
            None => break,
        }
    }
    sales
}

fn main() {}
