// The shop counts what one of its tills takes during a sale. The sale ends when
// the till closes or when the time is up, whichever comes first.
//
// `tokio::select!` waits for several futures at once and runs the code of the
// first that is ready. The others are dropped, so in a loop they are made anew
// in every iteration. Think of what that does to a timer.
//
// https://docs.rs/tokio/latest/tokio/macro.select.html

use lab::{Till, ms};
use std::time::Duration;

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

/// Collect the sales of `till`, all and in order, until it closes or until `limit`
/// has passed since this function was first polled, and return at that moment.
///
/// `limit` is for all sales together, however many come. It may be zero, and is at
/// most half an hour. Sales that came before the limit are never lost, and later
/// ones stay in the till. (A sale at the very moment of the limit may be taken or
/// left, and if the till closes at that moment, either end is right.) While it
/// waits, other tasks can go on.
pub async fn takings(till: &mut Till, limit: Duration) -> Takings {
    // TODO: Stop when the time is up. So far, only the till can end this.
    let _ = limit;
    let mut sales = Vec::new();
    while let Some(sale) = till.next_sale().await {
        sales.push(sale);
    }
    let ended = Ended::Closed;
    Takings { sales, ended }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut till = Till::new("north", &[12, 7, 30, 5], ms(20));
    println!("{:?}", takings(&mut till, ms(50)).await);
}

// These tests look at what is returned. A hidden test also looks at when.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_till_that_closes_early_ends_the_counting() {
        let mut till = Till::new("north", &[12, 7], ms(20));
        let (sales, ended) = (vec![12, 7], Ended::Closed);
        assert_eq!(takings(&mut till, ms(50)).await, Takings { sales, ended });
    }

    #[tokio::test(start_paused = true)]
    async fn a_till_without_customers_takes_nothing() {
        let mut till = Till::new("north", &[12], ms(90));
        let (sales, ended) = (vec![], Ended::TimeUp);
        assert_eq!(takings(&mut till, ms(50)).await, Takings { sales, ended });
    }
}
