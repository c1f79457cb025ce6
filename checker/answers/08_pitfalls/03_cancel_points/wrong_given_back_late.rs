// refused: wrong-result — a task gives the cents back, five seconds later

use lab::AuditLog;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
pub struct Cards {
    cents: Mutex<BTreeMap<u32, u64>>,
}
#[derive(Debug, PartialEq, Eq)]
pub struct NotEnough;
impl Cards {
    pub fn new(cards: &[(u32, u64)]) -> Self {
        Self {
            cents: Mutex::new(cards.iter().copied().collect()),
        }
    }
    pub fn cents(&self, card: u32) -> u64 {
        self.with(card, |cents| *cents)
    }
    fn with<T>(&self, card: u32, change: impl FnOnce(&mut u64) -> T) -> T {
        let mut cards = self.cents.lock().unwrap_or_else(PoisonError::into_inner);
        change(cards.entry(card).or_default())
    }
}

struct Refund {
    cards: Arc<Cards>,
    card: u32,
    cents: u64,
}

impl Drop for Refund {
    fn drop(&mut self) {
        let (cards, card, cents) = (self.cards.clone(), self.card, self.cents);
        if cents > 0 {
            tokio::spawn(async move {
                tokio::time::sleep(std::time::Duration::from_secs(5)).await;
                cards.with(card, |there| *there += cents);
            });
        }
    }
}

pub async fn transfer(
    cards: &Arc<Cards>,
    log: &AuditLog,
    from: u32,
    to: u32,
    cents: u64,
) -> Result<(), NotEnough> {
    cards.with(from, |there| {
        *there = there.checked_sub(cents).ok_or(NotEnough)?;
        Ok(())
    })?;
    let mut refund = Refund {
        cards: cards.clone(),
        card: from,
        cents,
    };
    log.write(&format!("{cents} from {from} to {to}")).await;
    refund.cents = 0;
    cards.with(to, |there| *there += cents);
    Ok(())
}

fn main() {}
