// accepted: no channel; the tills as streams that are merged

use futures::{StreamExt, stream};
use lab::Till;

/// Listen to all `tills` at the same time, and return every sale, in the order
/// in which the tills reported them, as soon as the last till has closed.
///
/// A till reports with `Till::next_sale`, which returns `None` when it has
/// closed. (Sales at the same moment may come in any order.)
///
/// The tills share one thread with this function: start no other, and let no
/// call block it.
pub async fn all_sales(tills: Vec<Till>) -> Vec<u32> {
    let streams = tills.into_iter().map(|till| {
        let sales = stream::unfold(till, |mut till| async move {
            let sale = till.next_sale().await?;
            Some((sale, till))
        });
        sales.boxed()
    });
    stream::select_all(streams).collect().await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("The sales: {:?}", all_sales(Till::sample()).await);
}
