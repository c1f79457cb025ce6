//! The bank that the customers of the shop pay with.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::sleep;

/// The bank. An order is paid in two steps: the money is reserved, and what is reserved
/// is committed. Each takes 50 ms, if nothing else is said. Clones are the same bank.
///
/// A call is named as in the journal, when it is to do something else:
///
/// ```
/// use lab::{Bank, NotPaid, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let bank = Bank::new()
///     .with_latency("commit 7", ms(80))
///     .with_failure("reserve 8", NotPaid::Declined);
///
/// let hold = bank.reserve(7).await.expect("there is enough money"); // 50 ms later
/// assert_eq!(bank.commit(hold).await, Ok(1)); // 80 ms after that: receipt 1
/// assert_eq!(bank.reserve(8).await, Err(NotPaid::Declined));
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Bank {
    calls: Arc<BTreeMap<String, Outcome>>,
    receipts: Arc<AtomicU32>,
    recorder: Recorder,
}

/// Why an order is not paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPaid {
    /// The bank said no.
    Declined,
    /// The bank could not be reached.
    Unreachable,
}

/// Money that is reserved for an order, and belongs to nobody until it is committed.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "money that is not committed stays reserved"]
pub struct Hold {
    order: u32,
}

#[derive(Debug, Clone)]
struct Outcome {
    latency: Duration,
    trouble: Option<Trouble>,
}

#[derive(Debug, Clone)]
enum Trouble {
    Fails(NotPaid),
    Panics(String),
}

impl Bank {
    /// A bank that takes every payment.
    #[must_use]
    pub fn new() -> Self {
        Self {
            calls: Arc::default(),
            receipts: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The call `reserve 7` or `commit 7` takes so long.
    #[must_use]
    pub fn with_latency(self, call: &str, latency: Duration) -> Self {
        self.with(call, |outcome| outcome.latency = latency)
    }

    /// The call `reserve 7` or `commit 7` fails, after its time.
    #[must_use]
    pub fn with_failure(self, call: &str, error: NotPaid) -> Self {
        self.with(call, |outcome| {
            outcome.trouble = Some(Trouble::Fails(error))
        })
    }

    /// The program of the bank panics in the call `reserve 7` or `commit 7`, after its
    /// time.
    #[must_use]
    pub fn with_panic(self, call: &str, message: &str) -> Self {
        let message = message.to_owned();
        self.with(call, |outcome| {
            outcome.trouble = Some(Trouble::Panics(message))
        })
    }

    /// What is built is another bank, whose journal is its own.
    fn with(self, call: &str, change: impl FnOnce(&mut Outcome)) -> Self {
        let mut calls = BTreeMap::clone(&self.calls);
        let usual = Outcome {
            latency: ms(50),
            trouble: None,
        };
        change(calls.entry(call.to_owned()).or_insert(usual));
        Self {
            calls: Arc::new(calls),
            ..Self::new()
        }
    }

    /// Reserve the money for this order.
    ///
    /// # Errors
    ///
    /// When the bank says no, or cannot be reached.
    pub async fn reserve(&self, order: u32) -> Result<Hold, NotPaid> {
        self.call(format!("reserve {order}"), || Hold { order })
            .await
    }

    /// Take the money that is reserved, and return the number of the receipt.
    ///
    /// # Errors
    ///
    /// When the bank says no, or cannot be reached.
    pub async fn commit(&self, hold: Hold) -> Result<u32, NotPaid> {
        let receipt = || self.receipts.fetch_add(1, Ordering::SeqCst) + 1;
        self.call(format!("commit {}", hold.order), receipt).await
    }

    async fn call<T>(&self, call: String, result: impl FnOnce() -> T) -> Result<T, NotPaid> {
        let outcome = self.calls.get(&call);
        let call = self.recorder.begin(call);
        sleep(outcome.map_or(ms(50), |outcome| outcome.latency)).await;
        let result = match outcome.and_then(|outcome| outcome.trouble.as_ref()) {
            None => Ok(result()),
            Some(Trouble::Fails(error)) => Err(*error),
            Some(Trouble::Panics(message)) => panic!("{message}"),
        };
        call.finish();
        result
    }

    /// What it was asked for: `reserve 7`, `commit 7`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Default for Bank {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for NotPaid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotPaid::Declined => "the bank said no",
            NotPaid::Unreachable => "the bank could not be reached",
        })
    }
}

impl std::error::Error for NotPaid {}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn each_payment_has_a_receipt() {
        let bank = Bank::default().with_latency("commit 8", ms(10));
        let start = Instant::now();
        for (order, receipt) in [(7, 1), (8, 2), (7, 3)] {
            let hold = bank.clone().reserve(order).await;
            let hold = hold.expect("there is enough money");
            assert_eq!(bank.commit(hold).await, Ok(receipt));
        }
        assert_eq!(start.elapsed(), ms(100 + 60 + 100));
        assert_eq!(bank.journal().calls()[3].item, "commit 8");
    }

    #[tokio::test(start_paused = true)]
    async fn what_goes_wrong_takes_its_time_too() {
        let bank = Bank::new()
            .with_failure("reserve 7", NotPaid::Declined)
            .with_failure("commit 8", NotPaid::Unreachable)
            .with_panic("commit 9", "no route to the vault");
        let start = Instant::now();
        assert_eq!(bank.reserve(7).await, Err(NotPaid::Declined));
        let hold = bank.reserve(8).await.expect("there is enough money");
        assert_eq!(bank.commit(hold).await, Err(NotPaid::Unreachable));
        assert_eq!(start.elapsed(), ms(150));
        let hold = bank.reserve(9).await.expect("there is enough money");
        let same = bank.clone();
        let error = tokio::spawn(async move { same.commit(hold).await }).await;
        assert!(error.is_err_and(|error| error.is_panic()));
        let last = bank.journal().lines().pop();
        assert_eq!(last.as_deref(), Some("panic commit 9"));
        assert_eq!(NotPaid::Declined.to_string(), "the bank said no");
        assert_eq!(
            NotPaid::Unreachable.to_string(),
            "the bank could not be reached"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_commit_that_is_dropped_takes_no_money() {
        let bank = Bank::new();
        let hold = bank.reserve(7).await.expect("there is enough money");
        assert!(timeout(ms(10), bank.commit(hold)).await.is_err());
        let last = bank.journal().lines().pop();
        assert_eq!(last.as_deref(), Some("drop commit 7"));
    }
}
