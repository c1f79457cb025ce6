// Each till of the shop reports its sales when it makes them. The office wants
// one list of all sales, in the order in which they were made.
//
// A channel collects from many places: every task that reports holds a sender,
// and the office holds the receiver. The list is complete when the channel is
// closed, and that is when the last sender has been dropped. Not before.
//
// https://docs.rs/tokio/latest/tokio/sync/mpsc/index.html

use lab::Till;
use tokio::sync::mpsc;

/// Listen to all `tills` at the same time, and return every sale, in the order
/// in which the tills reported them, as soon as the last till has closed.
///
/// A till reports with `Till::next_sale`, which returns `None` when it has
/// closed. (Sales at the same moment may come in any order.) No tills are no
/// sales.
///
/// The tills share one thread with this function: start no other, and let no
/// call block it.
pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    // Few places are enough: a till that finds no room waits for some.
    let (sender, mut receiver) = mpsc::channel(8);
    for mut till in tills {
        // Each task owns a sender of its own, which is dropped when its till has
        // closed.
        let sender = sender.clone();
        tokio::spawn(async move {
            while let Some(sale) = till.next_sale().await {
                // Nobody receives any more: then nobody needs the rest.
                if sender.send(sale).await.is_err() {
                    break;
                }
            }
        });
    }
    // The first sender was only there to be cloned. If it lived on, the channel
    // would never close.
    drop(sender);

    let mut sales = Vec::new();
    // `None` when every sender is gone.
    while let Some(sale) = receiver.recv().await {
        sales.push(sale);
    }
    sales
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("The sales: {:?}", all_sales(Till::sample()).await);
}

// These tests look at what is returned. A hidden test also looks at how it
// runs: which tills report at the same time, and whether it comes to an end.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(start_paused = true)]
    async fn one_till_reports_everything() {
        let tills = vec![Till::new("north", &[12, 7, 30], ms(20))];
        assert_eq!(all_sales(tills).await, [12, 7, 30]);
    }

    #[tokio::test(start_paused = true)]
    async fn sales_come_in_the_order_in_which_they_were_made() {
        let tills = vec![
            Till::new("north", &[1, 3], ms(20)),
            Till::new("south", &[2], ms(30)),
        ];
        assert_eq!(all_sales(tills).await, [1, 2, 3]);
    }
}
