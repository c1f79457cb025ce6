// refused: wrong-result — a guard puts back what was on the card before, whatever others did meanwhile

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

struct Restore<'a> {
    cards: &'a Cards,
    card: u32,
    before: u64,
}

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        self.cards.with(self.card, |there| *there = self.before);
    }
}

pub async fn transfer(
    cards: &Arc<Cards>,
    log: &AuditLog,
    from: u32,
    to: u32,
    cents: u64,
) -> Result<(), NotEnough> {
    let before = cards.cents(from);
    cards.with(from, |there| {
        *there = there.checked_sub(cents).ok_or(NotEnough)?;
        Ok(())
    })?;
    let restore = Restore {
        cards,
        card: from,
        before,
    };
    log.write(&format!("{cents} from {from} to {to}")).await;
    std::mem::forget(restore);
    cards.with(to, |there| *there += cents);
    Ok(())
}

fn main() {}
