// Since Monday, money is missing on the gift cards: thirty euros here, twelve there, and
// always of customers who had closed the window at the wrong moment. A web service drops
// the future of a request when its client is gone. The code was read by four people, and
// every line is right.
//
// A future may be dropped at each `.await`, and then nothing of what follows happens.
//
// https://docs.rs/tokio/latest/tokio/macro.select.html#cancellation-safety

use lab::AuditLog;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Gift cards, and how many cents are on each of them.
pub struct Cards {
    cents: Mutex<BTreeMap<u32, u64>>,
}

/// There are not enough cents on the card.
#[derive(Debug, PartialEq, Eq)]
pub struct NotEnough;

impl Cards {
    /// Cards with these numbers, and so many cents on each.
    #[must_use]
    pub fn new(cards: &[(u32, u64)]) -> Self {
        Self {
            cents: Mutex::new(cards.iter().copied().collect()),
        }
    }

    /// How many cents are on this card.
    #[must_use]
    pub fn cents(&self, card: u32) -> u64 {
        self.with(card, |cents| *cents)
    }

    fn with<T>(&self, card: u32, change: impl FnOnce(&mut u64) -> T) -> T {
        let mut cards = self.cents.lock().unwrap_or_else(PoisonError::into_inner);
        change(cards.entry(card).or_default())
    }

    /// Both steps under one lock and without an `.await`: nobody is dropped in between,
    /// and nobody sees one without the other.
    fn move_cents(&self, from: u32, to: u32, cents: u64) -> Result<(), NotEnough> {
        let mut cards = self.cents.lock().unwrap_or_else(PoisonError::into_inner);
        let there = cards.entry(from).or_default();
        *there = there.checked_sub(cents).ok_or(NotEnough)?;
        *cards.entry(to).or_default() += cents;
        Ok(())
    }
}

/// Move `cents` from the card `from` to the card `to`, both of which exist, and write
/// `30 from 1 to 2` into `log`: cents and cards. When this returns, both are done.
///
/// If there are not enough on `from`, return `NotEnough`, and move and write nothing. It
/// is enough if all of them are moved. Both cards may be the same, and 0 cents are moved
/// like any others.
///
/// This future may be dropped wherever it waits. A second after that, all of the cents
/// have been moved or none: nothing is lost, and nothing is made, whatever other transfers
/// did meanwhile. (What the log says then is left open.)
///
/// Any number of transfers may be under way at once. Each takes as long as its own entry,
/// and together they take no more from a card than there is. No thread is blocked.
pub async fn transfer(
    cards: &Arc<Cards>,
    log: &AuditLog,
    from: u32,
    to: u32,
    cents: u64,
) -> Result<(), NotEnough> {
    cards.move_cents(from, to, cents)?;
    // Whoever is dropped here has moved the money.
    log.write(&format!("{cents} from {from} to {to}")).await;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (cards, log) = (Arc::new(Cards::new(&[(1, 100), (2, 20)])), AuditLog::new());
    let moved = transfer(&cards, &log, 1, 2, 30).await;
    println!("{moved:?}: {} and {} cents", cards.cents(1), cards.cents(2));
    println!("{:?}", log.entries());
}

// These tests let each transfer end. A hidden test drops it at every place where it waits.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn money_is_moved_and_written_down() {
        let (cards, log) = (Arc::new(Cards::new(&[(1, 100), (2, 20)])), AuditLog::new());
        assert_eq!(transfer(&cards, &log, 1, 2, 30).await, Ok(()));
        assert_eq!((cards.cents(1), cards.cents(2)), (70, 50));
        assert_eq!(log.entries(), ["30 from 1 to 2"]);
    }

    #[tokio::test(start_paused = true)]
    async fn there_has_to_be_enough() {
        let (cards, log) = (Arc::new(Cards::new(&[(1, 100), (2, 20)])), AuditLog::new());
        assert_eq!(transfer(&cards, &log, 2, 1, 21).await, Err(NotEnough));
        assert_eq!((cards.cents(1), cards.cents(2)), (100, 20));
    }
}
