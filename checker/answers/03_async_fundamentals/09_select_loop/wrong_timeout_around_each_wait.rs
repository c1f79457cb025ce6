// refused: late — the limit counts for each sale and not for all of them

use lab::{Till, ms};
use std::time::Duration;
use tokio::time::timeout;

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
    let mut sales = Vec::new();
    let ended = loop {
        match timeout(limit, till.next_sale()).await {
            Ok(Some(sale)) => sales.push(sale),
            Ok(None) => break Ended::Closed,
            Err(_elapsed) => break Ended::TimeUp,
        }
    };
    Takings { sales, ended }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut till = Till::new("north", &[12, 7, 30, 5], ms(20));
    println!("{:?}", takings(&mut till, ms(50)).await);
}
