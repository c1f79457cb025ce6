//! The printer of the shop.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// The printer, on which invoices are printed. Each takes its time, and it has room for
/// any number of them at once. Clones are the same printer.
///
/// ```
/// use lab::{Printer, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let printer = Printer::new().with_latency(7, ms(300));
///
/// printer.print(7).await; // 300 ms later
/// printer.print(8).await; // 100 ms after that
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Printer {
    invoices: Arc<BTreeMap<u32, Invoice>>,
    recorder: Recorder,
}

#[derive(Debug, Clone)]
struct Invoice {
    latency: Duration,
    /// What it panics with in the end.
    jam: Option<String>,
}

impl Printer {
    /// A printer that takes 100 ms for each invoice.
    #[must_use]
    pub fn new() -> Self {
        Self {
            invoices: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The invoice of this order takes so long.
    #[must_use]
    pub fn with_latency(self, order: u32, latency: Duration) -> Self {
        self.with(order, latency, None)
    }

    /// When the invoice of this order is printed, the program of the printer panics with
    /// `message` after so long.
    #[must_use]
    pub fn with_jam(self, order: u32, message: &str, latency: Duration) -> Self {
        self.with(order, latency, Some(message.to_owned()))
    }

    /// What is built is another printer, whose journal is its own.
    fn with(self, order: u32, latency: Duration, jam: Option<String>) -> Self {
        let mut invoices = BTreeMap::clone(&self.invoices);
        invoices.insert(order, Invoice { latency, jam });
        Self {
            invoices: Arc::new(invoices),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// Print the invoice of this order, which is done when this is.
    ///
    /// # Panics
    ///
    /// If the printer jams.
    pub async fn print(&self, order: u32) {
        let call = self.recorder.begin(format!("print {order}"));
        let invoice = self.invoices.get(&order);
        sleep(invoice.map_or(ms(100), |invoice| invoice.latency)).await;
        if let Some(message) = invoice.and_then(|invoice| invoice.jam.as_deref()) {
            panic!("{message}");
        }
        call.finish();
    }

    /// What was printed: `print 7`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Default for Printer {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn each_invoice_takes_its_time_beside_the_others() {
        let printer = Printer::default().with_latency(7, ms(300));
        let start = Instant::now();
        let same = printer.clone();
        tokio::join!(printer.print(7), same.print(8));
        assert_eq!(start.elapsed(), ms(300));
        let lines = [
            "start print 7",
            "start print 8",
            "end print 8",
            "end print 7",
        ];
        assert_eq!(printer.journal().lines(), lines);
    }

    #[tokio::test(start_paused = true)]
    async fn a_jam_is_a_panic() {
        let printer = Printer::new().with_jam(7, "out of paper", ms(50));
        let journal = printer.journal();
        let printed = tokio::spawn(async move { printer.print(7).await }).await;
        assert!(printed.is_err_and(|error| error.is_panic()));
        assert_eq!(journal.lines(), ["start print 7", "panic print 7"]);
    }
}
