//! How much faster work was that was shared, as it is written.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The same work three times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SpeedUp {
    /// What did the work.
    pub what: String,
    /// How many threads did it at the machine's best.
    pub threads: usize,
    /// One piece after another.
    pub one_after_another_us: u64,
    /// As the answer did it.
    pub answer_us: u64,
    /// At the machine's best, just then.
    pub machine_us: u64,
    /// How many times as fast as one piece after another: 1.8.
    pub answer: f64,
    /// How many times as fast the machine could be.
    pub machine: f64,
    /// Whether the machine could do several things at once, so that it counts.
    pub judged: bool,
}

impl SpeedUp {
    pub(super) fn of(measured: &report::SpeedUp) -> Self {
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let hundredths = |times: f64| (times * 100.0).round() / 100.0;
        Self {
            what: measured.what.clone(),
            threads: measured.threads,
            one_after_another_us: micros(measured.one_after_another),
            answer_us: micros(measured.answer),
            machine_us: micros(measured.machine),
            answer: hundredths(measured.of_answer()),
            machine: hundredths(measured.of_machine()),
            judged: measured.judged,
        }
    }

    /// What it was made from.
    #[must_use]
    pub fn to_measured(&self) -> report::SpeedUp {
        report::SpeedUp {
            what: self.what.clone(),
            threads: self.threads,
            one_after_another: Duration::from_micros(self.one_after_another_us),
            answer: Duration::from_micros(self.answer_us),
            machine: Duration::from_micros(self.machine_us),
            judged: self.judged,
        }
    }
}
