//! How long something is tried again and again.

use crate::thread_watch::ThreadWatch;
use lab::ms;
use std::time::{Duration, Instant};

/// So long it goes on, without the time in which this thread waited for a processor. An attempt
/// takes less than a millisecond, but ten and more where what happens meanwhile waits for a lock
/// that the thread holds.
const ENOUGH: Duration = ms(2_000);

/// On a very busy machine fewer are tried: no watchdog takes it for a hang.
const LONGEST: Duration = ms(2_500);

/// How long the attempts have taken.
pub(crate) struct Pace {
    begun: Instant,
    starved: Option<Duration>,
}

impl Pace {
    pub(crate) fn begins() -> Self {
        Self {
            begun: Instant::now(),
            starved: starved(),
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        let elapsed = self.begun.elapsed();
        let waited = (starved().zip(self.starved))
            .map_or(Duration::ZERO, |(now, before)| now.saturating_sub(before));
        elapsed.saturating_sub(waited) > ENOUGH || elapsed > LONGEST
    }
}

/// How long this thread has waited for a processor.
fn starved() -> Option<Duration> {
    ThreadWatch::this_thread()
        .times()
        .map(|times| times.starved)
}
