//! The tills of the shop.

use crate::{Journal, Recorder, ms};
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::sleep;

/// A till: it reports its sales one after another, and then closes.
#[derive(Debug)]
pub struct Till {
    name: String,
    sales: VecDeque<u32>,
    every: Duration,
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
            recorder: Recorder::new(),
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

    /// Write to the journal of `recorder` from now on, which several tills can
    /// share.
    #[must_use]
    pub fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.recorder = recorder.clone();
        self
    }

    /// Wait for the next sale; `None` when the till has closed.
    pub async fn next_sale(&mut self) -> Option<u32> {
        if self.sales.is_empty() {
            return None;
        }
        let call = self.recorder.begin(format!("till {}", self.name));
        sleep(self.every).await;
        call.finish();
        // Taken after the wait: a call that is dropped half-way loses nothing.
        self.sales.pop_front()
    }

    /// The sales that were waited for: `till north`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}
