// refused: wrong-result — puts first, and whoever is dropped has made money

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

    fn take(&self, from: u32, cents: u64) -> Result<(), NotEnough> {
        self.with(from, |there| {
            *there = there.checked_sub(cents).ok_or(NotEnough)?;
            Ok(())
        })
    }

    fn put(&self, to: u32, cents: u64) {
        self.with(to, |there| *there += cents);
    }
}

pub async fn transfer(
    cards: &Arc<Cards>,
    log: &AuditLog,
    from: u32,
    to: u32,
    cents: u64,
) -> Result<(), NotEnough> {
    if cards.cents(from) < cents {
        return Err(NotEnough);
    }
    cards.put(to, cents);
    log.write(&format!("{cents} from {from} to {to}")).await;
    cards.with(from, |there| *there = there.saturating_sub(cents));
    Ok(())
}

fn main() {}
