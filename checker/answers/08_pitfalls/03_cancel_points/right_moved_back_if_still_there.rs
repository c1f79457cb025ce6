// accepted: a guard moves the cents back, if they are still there

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

struct Undo<'a> {
    cards: &'a Cards,
    from: u32,
    to: u32,
    cents: u64,
}

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        let back = self.cards.with(self.to, |there| {
            let left = there.checked_sub(self.cents);
            *there = left.unwrap_or(*there);
            left.is_some()
        });
        if back {
            self.cards.with(self.from, |there| *there += self.cents);
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
    cards.with(to, |there| *there += cents);
    let mut undo = Undo {
        cards,
        from,
        to,
        cents,
    };
    log.write(&format!("{cents} from {from} to {to}")).await;
    undo.cents = 0;
    Ok(())
}

fn main() {}
