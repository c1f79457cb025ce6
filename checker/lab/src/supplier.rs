//! Where the shop buys what it sells.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

/// A supplier of the shop. Its service takes few orders at a time, and says so when
/// there are too many. Clones are the same supplier.
///
/// ```
/// use lab::{Supplier, SupplierError, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let busy = Err(SupplierError::Busy { waiting: 3 });
/// let supplier = Supplier::new(&[busy, Ok(7)], ms(20));
///
/// assert_eq!(supplier.order("tea").await, busy); // 20 ms later
/// assert_eq!(supplier.order("tea").await, Ok(7)); // 20 ms after that
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Supplier {
    answers: Arc<Mutex<VecDeque<Result<u32, SupplierError>>>>,
    takes: Duration,
    recorder: Recorder,
}

/// A supplier did not take an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupplierError {
    /// It has too much to do now. The same order may be taken later.
    Busy {
        /// So many orders wait to be taken.
        waiting: u32,
    },
    /// It does not sell this, and never will.
    NotSold,
}

impl SupplierError {
    /// Whether the same order may be taken later.
    #[must_use]
    pub fn is_temporary(self) -> bool {
        match self {
            SupplierError::Busy { .. } => true,
            SupplierError::NotSold => false,
        }
    }
}

impl Supplier {
    /// A supplier that gives these answers, one for each order that it gets, and the last
    /// one again and again. `Ok` is the number of the order. Each answer takes `takes`.
    ///
    /// # Panics
    ///
    /// At the first order, if there are no answers.
    #[must_use]
    pub fn new(answers: &[Result<u32, SupplierError>], takes: Duration) -> Self {
        Self {
            answers: Arc::new(Mutex::new(answers.iter().copied().collect())),
            takes,
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// A supplier that is busy twice, and then takes an order.
    #[must_use]
    pub fn sample() -> Self {
        let busy = |waiting| Err(SupplierError::Busy { waiting });
        Self::new(&[busy(9), busy(4), Ok(1)], ms(20))
    }

    /// Order `item`. An order that is taken has a number.
    ///
    /// # Errors
    ///
    /// When the supplier does not take the order.
    pub async fn order(&self, item: &str) -> Result<u32, SupplierError> {
        let call = self.recorder.begin(format!("order {item}"));
        sleep(self.takes).await;
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = match answers.len() {
            1 => answers[0],
            _ => answers.pop_front().expect("a supplier has an answer"),
        };
        drop(answers);
        call.finish();
        answer
    }

    /// The orders that it got: `order tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl fmt::Display for SupplierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SupplierError::Busy { waiting } => {
                write!(f, "the supplier is busy: {waiting} orders wait")
            }
            SupplierError::NotSold => f.write_str("the supplier does not sell this"),
        }
    }
}

impl std::error::Error for SupplierError {}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_supplier_gives_its_answers_in_turn() {
        let (supplier, start) = (Supplier::sample(), Instant::now());
        let same = supplier.clone();
        let busy = |waiting| Err(SupplierError::Busy { waiting });
        for wanted in [busy(9), busy(4), Ok(1), Ok(1)] {
            assert_eq!(same.order("tea").await, wanted);
        }
        assert_eq!(start.elapsed(), ms(80));
        assert_eq!(supplier.journal().calls().len(), 4);
    }

    #[tokio::test(start_paused = true)]
    async fn an_order_that_is_dropped_takes_no_answer() {
        let busy = SupplierError::Busy { waiting: 3 };
        let supplier = Supplier::new(&[Err(busy), Err(SupplierError::NotSold)], ms(20));
        assert!(timeout(ms(10), supplier.order("tea")).await.is_err());
        let first = supplier.order("tea").await.expect_err("it is busy");
        assert!(first.is_temporary());
        assert_eq!(first.to_string(), "the supplier is busy: 3 orders wait");
        let second = supplier.order("tea").await.expect_err("it sells no tea");
        assert!(!second.is_temporary());
        assert_eq!(second.to_string(), "the supplier does not sell this");
    }
}
