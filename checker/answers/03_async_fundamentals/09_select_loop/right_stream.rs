// accepted: the till as a stream that ends at the limit

use futures::{StreamExt, stream};
use lab::{Till, ms};
use std::time::Duration;
use tokio::time::sleep;

/// What was sold, and why the counting ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Takings {
    pub sales: Vec<u32>,
    pub ended: Ended,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// `Till::next_sale` returned `None`.
    Closed,
    /// The limit was over first.
    TimeUp,
}

/// Collect the sales of `till`, in order, until it closes or until `limit` has
/// passed since the call, and return at that moment.
///
/// `limit` is for all sales together, however many come. Sales that came before
/// the limit are never lost. While it waits, other tasks can go on.
pub async fn takings(till: &mut Till, limit: Duration) -> Takings {
    let mut ended = Ended::TimeUp;
    let sales = stream::unfold((till, &mut ended), |(till, ended)| async move {
        let sale = till.next_sale().await;
        if sale.is_none() {
            *ended = Ended::Closed;
        }
        sale.map(|sale| (sale, (till, ended)))
    });
    let sales = sales.take_until(sleep(limit)).collect().await;
    Takings { sales, ended }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut till = Till::new("north", &[12, 7, 30, 5], ms(20));
    println!("{:?}", takings(&mut till, ms(50)).await);
}
