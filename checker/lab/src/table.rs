//! The table of the dining philosophers.

use crate::Journal;
use crate::shim::{Mutex, MutexGuard};
use instrument::{Recorder, turns};
use std::ptr;
use std::sync::PoisonError;

/// A round table: as many forks as seats, one between two neighbours. Who eats
/// needs the fork on the left and the one on the right.
///
/// ```
/// use lab::Table;
///
/// let table = Table::new(5);
/// let left = table.left(0).take();
/// let right = table.right(0).take();
/// table.eat(0, &left, &right);
/// drop((left, right)); // Back on the table.
///
/// assert_eq!(table.journal().lines(), ["start eat 0", "end eat 0"]);
/// ```
#[derive(Debug)]
pub struct Table {
    forks: Vec<Fork>,
    recorder: Recorder,
}

/// A fork, which lies on the table or is in somebody's hand.
#[derive(Debug)]
pub struct Fork {
    number: usize,
    hand: Mutex<()>,
}

/// A fork in your hand. Dropped, it lies on the table again.
#[derive(Debug)]
pub struct TakenFork<'a> {
    fork: &'a Fork,
    _hand: MutexGuard<'a, ()>,
}

impl Table {
    /// A table with so many seats; two at least.
    ///
    /// # Panics
    ///
    /// With fewer than two.
    #[must_use]
    #[track_caller]
    pub fn new(seats: usize) -> Self {
        assert!(seats >= 2, "a table has two seats at least");
        let fork = |number| Fork {
            number,
            hand: Mutex::named(&format!("fork {number}"), ()),
        };
        Self {
            forks: (0..seats).map(fork).collect(),
            recorder: Recorder::new(),
        }
    }

    /// How many seats there are. They are numbered from 0.
    #[must_use]
    pub fn seats(&self) -> usize {
        self.forks.len()
    }

    /// The fork on the left of `seat`: the one with the number of the seat.
    #[must_use]
    pub fn left(&self, seat: usize) -> &Fork {
        &self.forks[seat % self.forks.len()]
    }

    /// The fork on the right of `seat`, which is on the left of the next one.
    #[must_use]
    pub fn right(&self, seat: usize) -> &Fork {
        self.left(seat + 1)
    }

    /// Eat, with both forks of `seat` in hand.
    ///
    /// # Panics
    ///
    /// With other forks than those of the seat.
    #[track_caller]
    pub fn eat(&self, seat: usize, one: &TakenFork<'_>, other: &TakenFork<'_>) {
        // Not by their numbers: another table has forks with the same ones.
        let has = |fork| ptr::eq(one.fork, fork) || ptr::eq(other.fork, fork);
        assert!(
            has(self.left(seat)) && has(self.right(seat)),
            "seat {seat} eats with the forks beside it, not with {} and {}",
            one.fork.number,
            other.fork.number
        );
        let call = self.recorder.begin(format!("eat {seat}"));
        turns::pause("eats");
        call.finish();
    }

    /// The meals: `eat 3`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Fork {
    /// The number of the fork: no two have the same.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Wait until it lies on the table, and take it.
    pub fn take(&self) -> TakenFork<'_> {
        self.taken(self.hand.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Take it, if it lies on the table.
    pub fn try_take(&self) -> Option<TakenFork<'_>> {
        let hand = self.hand.try_lock().ok()?;
        Some(self.taken(hand))
    }

    fn taken<'a>(&'a self, hand: MutexGuard<'a, ()>) -> TakenFork<'a> {
        TakenFork {
            fork: self,
            _hand: hand,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    #[test]
    fn neighbours_share_a_fork() {
        let table = Table::new(3);
        for seat in 0..table.seats() {
            let next = (seat + 1) % 3;
            assert_eq!(table.right(seat).number(), table.left(next).number());
        }
    }

    #[test]
    fn a_fork_is_in_one_hand() {
        let table = Table::new(2);
        let taken = table.left(0).take();
        assert!(table.right(1).try_take().is_none());
        drop(taken);
        assert!(table.right(1).try_take().is_some());
    }

    #[test]
    fn nobody_eats_with_the_forks_of_others() {
        let (table, elsewhere) = (Table::new(5), Table::new(5));
        let seats = [
            (table.left(0), table.left(2)),
            (table.left(0), elsewhere.right(0)),
        ];
        for (one, other) in seats {
            let meal = || table.eat(0, &one.take(), &other.take());
            let meal = thread::scope(|scope| scope.spawn(meal).join());
            let panic = meal.expect_err("they are not beside each other");
            let words = panic.downcast_ref::<String>().cloned().unwrap_or_default();
            assert!(words.contains("seat 0 eats with the forks"), "{words}");
        }
        assert_eq!(table.journal().calls().len(), 0);
    }

    #[test]
    fn one_fork_is_not_two() {
        let table = Table::new(2);
        let fork = table.left(0).take();
        let meal = || table.eat(0, &fork, &fork);
        assert!(catch_unwind(AssertUnwindSafe(meal)).is_err());
    }
}
