//! The audit log of the shop.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

/// The book in which the shop writes down what it did. An entry takes a moment
/// to be written, and counts when it is complete. Clones are the same book.
///
/// ```
/// use lab::AuditLog;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let log = AuditLog::new();
/// log.write("the shop is open").await; // 20 ms later
/// assert_eq!(log.entries(), ["the shop is open"]);
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct AuditLog {
    takes: Duration,
    entries: Arc<Mutex<Vec<String>>>,
    recorder: Recorder,
}

impl AuditLog {
    /// An empty book; each entry takes 20 ms.
    #[must_use]
    pub fn new() -> Self {
        Self {
            takes: ms(20),
            entries: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// Write `entry`, which is there when this is done.
    pub async fn write(&self, entry: &str) {
        let call = self.recorder.begin(format!("write {entry}"));
        sleep(self.takes).await;
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(entry.to_owned());
        drop(entries);
        call.finish();
    }

    /// The entries that are complete, in order.
    #[must_use]
    pub fn entries(&self) -> Vec<String> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.clone()
    }

    /// What it was asked to do: `write order 7`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Default for AuditLog {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::timeout;

    #[tokio::test(start_paused = true)]
    async fn an_entry_counts_when_it_is_complete() {
        let log = AuditLog::default();
        let same = log.clone();
        log.write("order 7").await;
        assert!(timeout(ms(10), log.write("order 8")).await.is_err());
        assert_eq!(same.entries(), ["order 7"]);
        assert_eq!(
            same.journal().lines(),
            [
                "start write order 7",
                "end write order 7",
                "start write order 8",
                "drop write order 8",
            ],
        );
    }
}
