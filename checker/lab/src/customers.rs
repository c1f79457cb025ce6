//! The customers of the shop, as its web service looks them up.

use crate::{DatabaseError, Journal, User, ms};
use instrument::{Activity, Recorder};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// The customers of the shop. To look one up takes its time. Clones are the same
/// customers.
///
/// ```
/// use lab::{Customers, DatabaseError, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let customers = Customers::none()
///     .with_customer(7, "Ada", ms(20))
///     .with_outage(9, ms(500));
///
/// let ada = customers.find(7).await.expect("it can be read"); // 20 ms later
/// assert_eq!(ada.expect("there is such a customer").name, "Ada");
/// assert_eq!(customers.find(8).await, Ok(None)); // nobody, and at once
/// assert_eq!(customers.find(9).await, Err(DatabaseError)); // 500 ms later
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Customers {
    rows: Arc<BTreeMap<u32, Row>>,
    recorder: Recorder,
}

#[derive(Debug, Clone)]
struct Row {
    found: Result<Option<User>, DatabaseError>,
    latency: Duration,
}

impl Customers {
    /// No customers at all.
    #[must_use]
    pub fn none() -> Self {
        Self {
            rows: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// Some customers to try things with: 1 and 2 are there, 3 is not, and 4 cannot be
    /// read.
    #[must_use]
    pub fn sample() -> Self {
        Self::none()
            .with_customer(1, "Ada", ms(20))
            .with_customer(2, "Bob", ms(20))
            .with_outage(4, ms(500))
    }

    /// There is a customer with this id and this name; to find them takes `latency`.
    #[must_use]
    pub fn with_customer(self, id: u32, name: &str, latency: Duration) -> Self {
        let name = name.to_owned();
        self.with(id, Ok(Some(User { id, name })), latency)
    }

    /// There is nobody with this id; to find that out takes `latency`.
    #[must_use]
    pub fn with_nobody(self, id: u32, latency: Duration) -> Self {
        self.with(id, Ok(None), latency)
    }

    /// The row `id` cannot be read, which takes `latency` to find out.
    #[must_use]
    pub fn with_outage(self, id: u32, latency: Duration) -> Self {
        self.with(id, Err(DatabaseError), latency)
    }

    /// What is built is another set of customers, whose journal is its own.
    fn with(self, id: u32, found: Result<Option<User>, DatabaseError>, latency: Duration) -> Self {
        let mut rows = BTreeMap::clone(&self.rows);
        rows.insert(id, Row { found, latency });
        Self {
            rows: Arc::new(rows),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The customer with this id, `None` if there is nobody.
    ///
    /// # Errors
    ///
    /// When the database cannot be read this time.
    pub async fn find(&self, id: u32) -> Result<Option<User>, DatabaseError> {
        let call = self.recorder.begin(format!("find {id}"));
        let found = match self.rows.get(&id) {
            Some(row) => {
                sleep(row.latency).await;
                row.found.clone()
            }
            None => Ok(None),
        };
        call.finish();
        found
    }

    /// What was looked up: `find 7`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn each_takes_its_time() {
        let customers = Customers::sample().with_nobody(3, ms(50));
        let start = Instant::now();
        for (id, name) in [(1, Some("Ada")), (2, Some("Bob")), (3, None), (9, None)] {
            let found = customers.clone().find(id).await.expect("it can be read");
            assert_eq!(found.map(|user| user.name).as_deref(), name);
        }
        assert_eq!(start.elapsed(), ms(90));
        assert_eq!(customers.find(4).await, Err(DatabaseError));
        assert_eq!(start.elapsed(), ms(590));
        assert_eq!(customers.journal().calls().len(), 5);
    }
}
