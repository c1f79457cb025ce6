//! The tills of the shop.

use crate::{Journal, ms};
use instrument::{Activity, Recorder, world::Recorded};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// A till: it reports its sales one after another, and then closes.
///
/// ```
/// use lab::{Till, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let mut till = Till::new("north", &[12, 7], ms(20));
///
/// assert_eq!(till.next_sale().await, Some(12)); // 20 ms later
/// assert_eq!(till.next_sale().await, Some(7)); // 20 ms after that
/// assert_eq!(till.next_sale().await, None); // at once: it has closed
/// # }
/// ```
#[derive(Debug)]
pub struct Till {
    name: String,
    sales: VecDeque<u32>,
    every: Duration,
    /// When the next sale is there, once somebody waits for it.
    due: Option<Instant>,
    recorder: Recorder,
}

impl Till {
    /// A till that reports each of `sales`, one every `every`.
    #[must_use]
    pub fn new(name: &str, sales: &[u32], every: Duration) -> Self {
        Self {
            name: name.to_owned(),
            sales: sales.iter().copied().collect(),
            every,
            due: None,
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// Three tills to try things with.
    #[must_use]
    pub fn sample() -> Vec<Self> {
        vec![
            Self::new("north", &[12, 7, 30], ms(20)),
            Self::new("south", &[5, 5], ms(35)),
            Self::new("west", &[18], ms(50)),
        ]
    }

    /// Wait for the next sale; `None` when the till has closed. Who stops waiting
    /// half-way loses neither the sale nor the time: it comes when it would have come.
    pub async fn next_sale(&mut self) -> Option<u32> {
        if self.sales.is_empty() {
            return None;
        }
        let call = self.recorder.begin(format!("till {}", self.name));
        // Kept, and taken after the wait: a call that is dropped half-way loses nothing.
        let due = *self.due.get_or_insert_with(|| Instant::now() + self.every);
        sleep_until(due).await;
        call.finish();
        self.due = None;
        self.sales.pop_front()
    }

    /// The sales that were waited for: `till north`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Recorded for Till {
    fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.recorder = recorder.clone().doing(Activity::Waiting);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_till_reports_its_sales_and_closes() {
        let (mut till, start) = (Till::new("north", &[12, 7], ms(20)), Instant::now());
        assert_eq!(till.next_sale().await, Some(12));
        assert_eq!(till.next_sale().await, Some(7));
        assert_eq!(till.next_sale().await, None);
        assert_eq!(till.next_sale().await, None);
        assert_eq!(start.elapsed(), ms(40));
        assert_eq!(till.journal().calls().len(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn who_stops_waiting_loses_no_sale() {
        let recorder = Recorder::new();
        let tills = Till::sample().into_iter();
        let mut tills = tills.map(|till| till.recorded_by(&recorder));
        let mut north = tills.next().expect("there are three");
        assert!(timeout(ms(19), north.next_sale()).await.is_err());
        let before = Instant::now();
        assert_eq!(north.next_sale().await, Some(12));
        assert_eq!(before.elapsed(), ms(1));
        let want = [
            "start till north",
            "drop till north",
            "start till north",
            "end till north",
        ];
        assert_eq!(recorder.journal().lines(), want);
    }
}
