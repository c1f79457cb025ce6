//! How much faster work was that was shared.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The same work three times: one piece after another, by the answer, and by
/// threads of the test itself, which is what the machine could do just then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeedUp {
    /// What did the work: `thumbnails`.
    pub what: String,
    /// How many threads did it at the machine's best.
    pub threads: usize,
    /// One piece after another.
    pub one_after_another: Duration,
    /// As the answer did it.
    pub answer: Duration,
    /// At the machine's best.
    pub machine: Duration,
    /// Whether the machine could do several things at once, so that it counts.
    pub judged: bool,
}

impl SpeedUp {
    /// How many times as fast as one piece after another the answer was.
    #[must_use]
    pub fn of_answer(&self) -> f64 {
        self.of(self.answer)
    }

    /// How many times as fast the machine could be.
    #[must_use]
    pub fn of_machine(&self) -> f64 {
        self.of(self.machine)
    }

    fn of(&self, time: Duration) -> f64 {
        self.one_after_another.as_secs_f64() / time.as_secs_f64().max(1e-9)
    }
}
