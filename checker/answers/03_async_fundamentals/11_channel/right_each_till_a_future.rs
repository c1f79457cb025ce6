// accepted: each till is a future that is put back after a sale

use futures::{StreamExt, stream::FuturesUnordered};
use lab::Till;

async fn next(mut till: Till) -> (Option<u32>, Till) {
    (till.next_sale().await, till)
}

pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let mut waiting: FuturesUnordered<_> = tills.into_iter().map(next).collect();
    let mut sales = Vec::new();
    while let Some((sale, till)) = waiting.next().await {
        if let Some(sale) = sale {
            sales.push(sale);
            waiting.push(next(till));
        }
    }
    sales
}

fn main() {}
