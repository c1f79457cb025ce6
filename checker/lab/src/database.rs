//! The database of the shop.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

/// The database of the shop, which is slow. Clones are the same database.
///
/// Asking for a key that it does not have panics: your code is given keys that exist.
///
/// ```
/// use lab::{Database, DatabaseError, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let database = Database::empty()
///     .with_row("tea", "4 EUR", ms(100))
///     .with_failures("tea", 1);
///
/// assert_eq!(database.load("tea").await, Err(DatabaseError)); // 100 ms later
/// assert_eq!(database.load("tea").await, Ok("4 EUR".to_owned())); // 100 ms after that
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Database {
    rows: Arc<Mutex<BTreeMap<String, Row>>>,
    recorder: Recorder,
}

#[derive(Debug, Clone)]
struct Row {
    value: String,
    latency: Duration,
    /// So many loads will fail first.
    failures: usize,
}

/// The database could not be read this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatabaseError;

impl Database {
    /// A database without rows.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            rows: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// A database to try things with: three articles, the third fails once.
    #[must_use]
    pub fn sample() -> Self {
        Self::empty()
            .with_row("tea", "4 EUR", ms(100))
            .with_row("cups", "8 EUR", ms(80))
            .with_row("kettle", "12 EUR", ms(120))
            .with_failures("kettle", 1)
    }

    /// The row `key` holds `value`; loading it takes `latency`.
    #[must_use]
    pub fn with_row(self, key: &str, value: &str, latency: Duration) -> Self {
        let row = Row {
            value: value.to_owned(),
            latency,
            failures: 0,
        };
        self.with(|rows| {
            rows.insert(key.to_owned(), row);
        })
    }

    /// The next `n` loads of the row `key` fail, each after as long as it would take.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    #[must_use]
    pub fn with_failures(self, key: &str, n: usize) -> Self {
        self.with(|rows| known(key, rows.get_mut(key)).failures = n)
    }

    /// What is built is another database, whose journal is its own.
    fn with(self, change: impl FnOnce(&mut BTreeMap<String, Row>)) -> Self {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rows = rows.clone();
        change(&mut rows);
        Self {
            rows: Arc::new(Mutex::new(rows)),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The value of the row `key`.
    ///
    /// # Errors
    ///
    /// When the database cannot be read this time.
    pub async fn load(&self, key: &str) -> Result<String, DatabaseError> {
        let call = self.recorder.begin(format!("load {key}"));
        let latency = self.row(key, |row| row.latency);
        sleep(latency).await;
        let result = self.row(key, |row| match row.failures.checked_sub(1) {
            Some(left) => {
                row.failures = left;
                Err(DatabaseError)
            }
            None => Ok(row.value.clone()),
        });
        call.finish();
        result
    }

    fn row<T>(&self, key: &str, read: impl FnOnce(&mut Row) -> T) -> T {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        read(known(key, rows.get_mut(key)))
    }

    /// The loads that it was asked for: `load tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

fn known<'a>(key: &str, row: Option<&'a mut Row>) -> &'a mut Row {
    row.unwrap_or_else(|| panic!("this database was asked for `{key}`, which it does not have"))
}

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database could not be read")
    }
}

impl std::error::Error for DatabaseError {}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_row_fails_as_often_as_it_was_told_to() {
        let (database, start) = (Database::sample().with_failures("tea", 2), Instant::now());
        for wanted in [
            Err(DatabaseError),
            Err(DatabaseError),
            Ok("4 EUR".to_owned()),
        ] {
            assert_eq!(database.clone().load("tea").await, wanted);
        }
        assert_eq!(start.elapsed(), ms(300));
        assert_eq!(DatabaseError.to_string(), "the database could not be read");
    }

    #[tokio::test(start_paused = true)]
    async fn a_load_that_is_dropped_uses_no_failure_up() {
        let database = Database::sample();
        assert!(timeout(ms(10), database.load("kettle")).await.is_err());
        assert_eq!(database.load("kettle").await, Err(DatabaseError));
        assert_eq!(
            database.journal().lines(),
            [
                "start load kettle",
                "drop load kettle",
                "start load kettle",
                "end load kettle"
            ]
        );
    }
}
